# A PostgreSQL 15 of our own for the tests: nobody else's data, no port, gone at the end. Sourced after common.sh.

postgres_folder= postgres_address=
postgres_bin=/usr/lib/postgresql/15/bin

# PostgreSQL refuses to run as root; the package brings the user it wants.
as_postgres() {
    if ((EUID == 0)); then
        (cd "$postgres_folder" && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

# Databases of some hundred files each are made and dropped all the time: in memory that takes a third. Where there is no
# room for it, /tmp.
folder_in_memory() {
    local free_kb
    free_kb=$(df --output=avail /dev/shm 2>/dev/null | tail -n 1)
    if [[ -w /dev/shm && $free_kb -gt 2000000 ]]; then echo /dev/shm; else echo /tmp; fi
}

# Leaves its address in postgres_address. Nothing is kept, so nothing is flushed to the disk.
start_postgres() {
    local port=$((20000 + RANDOM))
    postgres_folder=$(mktemp -d "$(folder_in_memory)/unionhall-postgres.XXXXXX")
    ((EUID == 0)) && chown postgres "$postgres_folder"
    as_postgres "$postgres_bin/initdb" -D "$postgres_folder/data" -U unionhall --auth=trust --locale=C --encoding=UTF8 \
        --no-sync >"$log_folder/postgres-initdb.log" 2>&1 || return 1
    as_postgres "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -l "$postgres_folder/server.log" -w -t 30 \
        -o "-p $port -k $postgres_folder -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=256MB" \
        start >"$log_folder/postgres-start.log" 2>&1 || return 1
    as_postgres "$postgres_bin/createdb" -h "$postgres_folder" -p "$port" -U unionhall unionhall || return 1
    postgres_address="host=$postgres_folder port=$port user=unionhall dbname=unionhall"
}

stop_postgres() {
    [[ -n $postgres_folder ]] || return 0
    as_postgres "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -m immediate stop >/dev/null 2>&1
    rm -rf "$postgres_folder"
    postgres_folder=
}
