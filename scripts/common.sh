# What ./run and ./test share: saying what happens, and running a long step with its output in a log. Sourced by bash.

log_folder=build/logs
stage_job=

# One line of progress, with the seconds since the start.
say() { printf '[%4ds] %s\n' "$SECONDS" "$*"; }

# The end, with a sentence that says what to do next.
give_up() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# stage NAME SENTENCE COMMAND…: runs the command with its output in $log_folder/NAME.log and says every few seconds
# that it is still at work, with ninja's count where there is one. Returns the command's own result.
stage() {
    local name=$1 sentence=$2 log=$log_folder/$1.log every_s=8 done_so_far result=0
    shift 2
    mkdir -p "$log_folder"
    say "$sentence"
    set -m  # a process group of its own, so that all of it can be stopped
    NINJA_STATUS='[%f/%t] ' "$@" >"$log" 2>&1 </dev/null &
    stage_job=$!
    set +m
    local told=$SECONDS
    while kill -0 "$stage_job" 2>/dev/null; do
        sleep 0.2
        if ((SECONDS - told >= every_s)); then
            told=$SECONDS
            done_so_far=$(tail -n 1 "$log" | sed -n 's|^\[\([0-9]*\)/\([0-9]*\)\].*|: \1 of \2|p')
            say "  … still at it$done_so_far"
        fi
    done
    wait "$stage_job" || result=$?
    stage_job=
    return "$result"
}

# For Ctrl-C: what a stage has started ends with us.
stop_stage() {
    if [[ -n $stage_job ]]; then kill -TERM -- "-$stage_job" 2>/dev/null; fi
}

# show_end_of NAME: the last lines of a stage's log, for whoever must find out what went wrong.
show_end_of() {
    printf '\n--- the last lines of %s/%s.log ---\n' "$log_folder" "$1" >&2
    [[ -e $log_folder/$1.log ]] && tail -n 60 "$log_folder/$1.log" >&2
}

# must NAME SENTENCE COMMAND…: a stage without which there is no going on.
must() {
    stage "$@" && return
    show_end_of "$1"
    give_up "This step did not succeed: $2"
}

# as_root COMMAND…: as it is for root, through sudo for anybody else.
as_root() {
    if ((EUID == 0)); then
        "$@"
    else
        sudo "$@"
    fi
}

# newer_than STAMP PATH…: true when the stamp is missing or something under the paths was changed, added or taken
# away since. What is generated below them does not count.
newer_than() {
    local stamp=$1 path found paths=()
    shift
    [[ -e $stamp ]] || return 0
    for path in "$@"; do [[ -e $path ]] && paths+=("$path"); done
    ((${#paths[@]})) || return 1
    found=$(find "${paths[@]}" \( -name node_modules -o -name dist -o -name test-results \) -prune \
        -o -newer "$stamp" -print -quit)
    [[ -n $found ]]
}
