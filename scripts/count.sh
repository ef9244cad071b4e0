# Adds up what the test programs say of themselves. A program that dies without its closing line is one failure.
# Sourced by ./test after common.sh.

passed=0 failed=0 skipped=0 failures=()

add_counts() { # NAME PASSED FAILED SKIPPED
    passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
    say "  $1: $2 passed, $3 failed, $4 skipped"
    if (($3)); then
        failures+=("$1")
        show_end_of "$1"
    fi
}

# count_doctest NAME RESULT: reads doctest's closing line. What a filter left out is no skipped test.
count_doctest() {
    local line counts
    line=$(sed 's/\x1b\[[0-9;]*m//g' "$log_folder/$1.log" | grep -a '\[doctest\] test cases:' | tail -n 1)
    if [[ $line =~ ([0-9]+)\ passed\ *\|\ *([0-9]+)\ failed ]]; then
        counts=("${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}")
        if (($2 != 0 && counts[1] == 0)); then counts[1]=1; fi  # a sanitizer spoke after the last test
        add_counts "$1" "${counts[0]}" "${counts[1]}" 0
    else
        add_counts "$1" 0 1 0
    fi
}

# count_last_line NAME: reads "N passed, N failed" from the end of the log, and "N skipped" if it says so.
count_last_line() {
    local line
    line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed' "$log_folder/$1.log" | tail -n 1)
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)? ]]; then
        add_counts "$1" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "${BASH_REMATCH[4]:-0}"
    else
        add_counts "$1" 0 1 0
    fi
}

# count_one NAME SENTENCE RESULT: a check that is one test.
count_one() {
    if (($3)); then
        say "  not so: $2"
        add_counts "$1" 0 1 0
    else
        add_counts "$1" 1 0 0
    fi
}

# count_json NAME FILE RESULT: the JSON report of vitest or of Playwright.
count_json() {
    local counts
    counts=$(node -e '
        const report = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
        const stats = report.stats;
        console.log(stats
            ? [stats.expected + stats.flaky, stats.unexpected + report.errors.length, stats.skipped].join(" ")
            : [report.numPassedTests, report.numFailedTests, report.numPendingTests + report.numTodoTests].join(" "));
    ' "$2" 2>/dev/null) || counts="0 1 0"
    read -r -a counts <<<"$counts"
    if (($3 != 0 && counts[1] == 0)); then counts[1]=1; fi
    add_counts "$1" "${counts[@]}"
}

# The very last line, and the result of the whole.
tell_counts() {
    if ((${#failures[@]})); then say "What failed: ${failures[*]}. The logs are in $log_folder/."; fi
    say "That took $((SECONDS / 60)) min $((SECONDS % 60)) s."
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    ((failed == 0 && passed > 0))
}
