# shellcheck shell=sh
# site.sh - a worker and an nginx of one's own over a store, for nginx/run and
# the tests; to be sourced.
#
#   site_start FOLDER STORE PORT [OPTION...]
#       FOLDER gets all that the two write: configuration, logs, pids, the
#       socket, temporary files. OPTIONs go to tlexdr-fcgi. Sets worker_pid
#       and nginx_pid; where one of them doesn't start, says why and fails.
#   site_configure, site_serve
#       Of site_start what nginx needs: prints a configuration by site_folder,
#       site_store and site_port; starts nginx with the one in site_folder.
#   site_stop
#       Ends these two and no other process.
#
# The caller sets top, the folder that holds nginx/, and build, the one where
# tlexdr was built. It may set site_block to tlexdr-module.conf, so that nginx
# answers by itself, or static.conf, with an export as STORE; site_extra to
# lines for nginx's http block; site_processes; and site_level, where nginx's
# log begins.

worker_pid='' nginx_pid=''
site_block=tlexdr.conf site_extra='' site_processes=auto
site_level=error

# Both run inside FOLDER and name the socket without it: the path of a socket
# may have no more than 107 bytes, a checkout's any number.
site_start() {
    site_folder=$1 site_store=$2 site_port=$3
    shift 3
    mkdir -p "$site_folder/temp"
    rm -f "$site_folder/worker.sock"
    site_configure >"$site_folder/nginx.conf"

    (cd "$site_folder" && exec "$build/tlexdr-fcgi" --store "$site_store" \
        --listen unix:worker.sock "$@" >worker.log 2>&1) &
    worker_pid=$!
    site_wait "$worker_pid" "$site_folder/worker.sock" worker.log || return 1

    site_serve
}

site_serve() {
    mkdir -p "$site_folder/temp"
    rm -f "$site_folder/nginx.pid"
    (cd "$site_folder" && PATH=$PATH:/usr/sbin:/sbin &&
        exec nginx -p . -c nginx.conf >error.log 2>&1) &
    nginx_pid=$!
    site_wait "$nginx_pid" "$site_folder/nginx.pid" error.log
}

# The main part of nginx's configuration, and tlexdr.conf with our addresses.
site_configure() {
    if [ "$(id -u)" -eq 0 ]; then
        # Else nginx drops to a user who may not reach a checkout below
        # /root. This server is for trying things out, on loopback.
        echo 'user root;'
    fi
    [ "$site_block" != tlexdr-module.conf ] ||
        echo "load_module $build/nginx/ngx_http_tlexdr_module.so;"
    cat <<END
daemon off;
worker_processes $site_processes;
pid nginx.pid;
error_log error.log $site_level;
events { worker_connections 4096; }
http {
    access_log access.log;
    client_body_temp_path temp;
    fastcgi_temp_path temp;
    proxy_temp_path temp;
    scgi_temp_path temp;
    uwsgi_temp_path temp;
    $site_extra
END
    sed -e "s|listen 80;|listen 127.0.0.1:$site_port;|" \
        -e "s|unix:/run/tlexdr/worker.sock|unix:worker.sock|" \
        -e "s|/var/lib/tlexdr/store|$site_store|" \
        -e "s|/var/www/tlexdr;|$site_store;|" \
        "$top/nginx/$site_block"
    echo '}'
}

# site_wait PID FILE LOG: until FILE is there, which is when PID is ready.
site_wait() {
    site_tries=0
    while [ ! -e "$2" ]; do
        site_tries=$((site_tries + 1))
        if [ $site_tries -gt 200 ] || ! kill -0 "$1" 2>/dev/null; then
            echo "$site_folder/$3 says why it did not start:" >&2
            tail -n 5 "$site_folder/$3" >&2
            return 1
        fi
        sleep 0.05
    done
}

site_stop() {
    for site_pid in $nginx_pid $worker_pid; do
        kill -TERM "$site_pid" 2>/dev/null || continue
        site_tries=0
        while kill -0 "$site_pid" 2>/dev/null && [ $site_tries -lt 100 ]; do
            site_tries=$((site_tries + 1))
            sleep 0.05
        done
        kill -KILL "$site_pid" 2>/dev/null || :
        wait "$site_pid" 2>/dev/null || :
    done
    worker_pid='' nginx_pid=''
}
