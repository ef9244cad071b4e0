# Three nodes of a PostgreSQL that outlives one of them, on this machine's loopback addresses. Sourced by up, drill, down.
# A node is a user of its own at 127.0.1.1, .2 or .3: etcd, Patroni and PostgreSQL. HAProxy at 127.0.1.10 leads to whoever
# is the primary; our program and the load talk to that. All of it lives in a network namespace of its own.

set -uo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=${UNIONHALL_HA_FOLDER:-/tmp/unionhall-ha}
program=${UNIONHALL_PROGRAM:-$top/build/release/unionhall}
name=unionhall-ha
nodes=(1 2 3)
packages=(postgresql-15 patroni python3-etcd etcd-server etcd-client haproxy nftables iproute2 util-linux procps)
house_port=8480
PATH=/usr/lib/postgresql/15/bin:/usr/sbin:/usr/bin:/sbin:/bin

# A leader that is gone is replaced after ttl at the latest; loop_wait + 2 * retry_timeout may not be more than that.
ttl_s=10 loop_wait_s=2 retry_timeout_s=3
whole_s_max=90  # for a cluster to have a leader, a synchronous standby and a third again

say() { echo "$(date +%H:%M:%S) $*"; }
give_up() {
    echo "tests/ha: $*" >&2
    exit 2
}
user_of() { echo "$name$1"; }
ids_of() { pgrep -u "$(user_of "$1")"; }  # these users are made by `up`: nothing else runs as them

has_namespace() { [[ -e /run/netns/$name ]]; }
in_net() { if has_namespace; then ip netns exec "$name" "$@"; else "$@"; fi; }
# The same for what goes on beside us: $! is then the command itself, not a shell around it.
begin() { if has_namespace; then exec ip netns exec "$name" "$@"; else exec "$@"; fi; }
# as_node I COMMAND…: with nothing of our own environment.
as_node() {
    local i=$1
    shift
    in_net setpriv --reuid "$(user_of "$i")" --regid "$(user_of "$i")" --clear-groups \
        env -i HOME="$folder/$i" PATH="$PATH" LC_ALL=C.UTF-8 "$@"
}
secret() { cat "$folder/secret"; }
address() { echo "host=127.0.1.10 port=5000 dbname=unionhall user=postgres password=$(secret)"; }
ask() { in_net env PGCONNECT_TIMEOUT=3 psql -XAtq -d "$(address)" -c "$1"; }

# "node role state" a line, as one of the living Patronis sees it.
members() {
    local i
    for i in "${nodes[@]}"; do
        in_net curl -sf -m 3 "http://127.0.1.$i:8008/cluster" && return
    done | head -n 1 | jq -r '.members[] | "\(.name) \(.role) \(.state)"'
}
node_that_is() { members | awk -v role="$1" '$2 == role { print $1 }' | head -n 1; }
is_whole() {
    local found
    found=$(members)
    [[ $(grep -c ' leader running' <<<"$found") == 1 && $(grep -c ' sync_standby \(running\|streaming\)' <<<"$found") == 1 &&
        $(grep -cE ' (running|streaming)$' <<<"$found") == 3 ]]
}
await_whole() {
    local end=$((SECONDS + whole_s_max))
    until is_whole; do
        ((SECONDS < end)) || return 1
        sleep 1
    done
}

start_etcd() {
    local i=$1 state=$2 all
    ids_of "$i" | xargs -r ps -o comm= -p 2>/dev/null | grep -qx etcd && return
    all=$(for n in "${nodes[@]}"; do printf 'n%s=http://127.0.1.%s:2380,' "$n" "$n"; done)
    # Debian 12's Patroni overwrites the leader's key through etcd's third API without looking: only the second is safe.
    as_node "$i" setsid etcd --name "n$i" --data-dir "$folder/$i/etcd" --enable-v2=true \
        --listen-peer-urls "http://127.0.1.$i:2380" --initial-advertise-peer-urls "http://127.0.1.$i:2380" \
        --listen-client-urls "http://127.0.1.$i:2379" --advertise-client-urls "http://127.0.1.$i:2379" \
        --initial-cluster "${all%,}" --initial-cluster-state "$state" --initial-cluster-token "$name" \
        --heartbeat-interval 100 --election-timeout 1000 >>"$folder/$i/etcd.log" 2>&1 </dev/null &
}
start_patroni() {
    local i=$1
    [[ -e $folder/$i/patroni.pid ]] && kill -0 "$(<"$folder/$i/patroni.pid")" 2>/dev/null && return
    as_node "$i" setsid bash -c 'echo $$ >"$HOME/patroni.pid"; exec patroni "$HOME/patroni.yml"' \
        >>"$folder/$i/patroni.log" 2>&1 </dev/null &
}
start_node() {
    start_etcd "$1" existing
    start_patroni "$1"
}
start_house() {
    begin setsid "$program" serve --data "$folder/house" --postgres "$(address)" --assets "$top/build/assets" \
        --listen "127.0.0.1:$house_port" >>"$folder/house.log" 2>&1 </dev/null &
    echo $! >"$folder/house.pid"
}
house_answers() { in_net curl -sf -m 3 "http://127.0.0.1:$house_port/healthz" >/dev/null; }

can_cut() { has_namespace && in_net nft list table inet cut >/dev/null 2>&1; }
