-- wrk.lua - for wrk -s: asks for the pages of COUNT episodes at random, as
--   wrk ... -s wrk.lua URL -- COUNT
-- The last line: requests, seconds, ms at p50 and at p99, what failed.
local pages = {}

function init(args)
   math.randomseed(os.time())
   for number = 1, tonumber(args[1]) do
      pages[number] = wrk.format("GET", "/episodes/episode-" .. number)
   end
end

function request()
   return pages[math.random(#pages)]
end

function done(summary, latency)
   local failed = 0
   for _, count in pairs(summary.errors) do
      failed = failed + count
   end
   print(string.format("%d %.3f %.3f %.3f %d", summary.requests,
      summary.duration / 1e6, latency:percentile(50) / 1e3,
      latency:percentile(99) / 1e3, failed))
end
