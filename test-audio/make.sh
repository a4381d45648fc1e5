#!/usr/bin/env bash
# Speaks the test calls and the product's own sounds. Run only to change them: what it makes is committed, as a bare machine has no voice.
# Needs Debian's flite and sox. All files: 8 kHz, 16-bit, mono, telephone band.
#
# transcripts.json holds, for each file, its parts in order of time: what was said, where (seconds), and for a planted part its type and value.
# No person's data: the card is a test number, the name, date and member number are made up.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"

readonly sounds=../src/Media/Sounds
readonly gap=0.3 lead=0.1 tail=0.1 # seconds
readonly caller=slt agent=rms         # flite's clearest voices

main() {
    work=$(mktemp -d)
    trap 'rm -rf -- "$work"' EXIT
    mkdir -p -- "$sounds"
    rows=()

    utterance patient-1-name.wav "$caller" \
        - "Hello, I need to see the heart doctor, and my name is" "" \
        PERSON "Margaret Whitfield" "Margaret Whitfield"
    utterance patient-2-birth.wav "$caller" \
        - "My date of birth is" "" \
        DATE_OF_BIRTH "March fourteenth, nineteen sixty two" "1962-03-14"
    utterance patient-3-member.wav "$caller" \
        - "My member number is" "" \
        MEMBER_ID "eight three five, two nine four, one seven six" "835294176"
    utterance patient-4-card.wav "$caller" \
        - "Please charge my card." "" \
        CREDIT_CARD "four five three nine, one four eight zero, three four two six, seven nine one three" "4539148034267913" \
        - "Thank you." ""

    utterance agent-1.wav "$agent" - "What is your date of birth?" ""
    utterance agent-2.wav "$agent" - "And your member number, please?" ""
    utterance agent-3.wav "$agent" - "Which card would you like to use?" ""
    utterance agent-4.wav "$agent" - "See you on Tuesday." ""

    utterance "$sounds/apology.wav" "$caller" - "I am sorry, I can not help you at the moment. Please hold the line for a colleague." ""
    utterance "$sounds/one-moment.wav" "$caller" - "One moment, please." ""
    utterance "$sounds/still-here.wav" "$caller" - "I am still here." ""
    utterance "$sounds/looking.wav" "$caller" - "I am looking into it." ""
    utterance "$sounds/are-you-there.wav" "$caller" - "Are you still there?" ""
    {
        echo '['
        printf '%s\n' "${rows[@]:0:${#rows[@]}-1}" | sed 's/$/,/'
        printf '%s\n' "${rows[-1]}"
        echo ']'
    } >transcripts.json
}

# utterance FILE VOICE (TYPE TEXT VALUE)...: speaks the parts one after another; TYPE - is what may be heard by anyone.
utterance() {
    local file=$1 voice=$2 number=0 at=$lead pieces=() parts=() length type
    shift 2
    while (($# > 0)); do
        number=$((number + 1))
        speak "$voice" "$2" "$work/part.wav"
        length=$(soxi -D "$work/part.wav")
        sox -R "$work/part.wav" "$work/$number.wav" pad 0 "$gap"
        pieces+=("$work/$number.wav")
        type=null
        [[ $1 == - ]] || type="\"$1\""
        parts+=("$(printf '{"type":%s,"text":"%s","value":"%s","start":%.3f,"end":%.3f}' "$type" "$2" "$3" "$at" "$(sum "$at" "$length")")")
        at=$(sum "$at" "$length" "$gap")
        shift 3
    done
    sox -R -D "${pieces[@]}" -r 8000 -c 1 -b 16 "$file" sinc 300-3400 gain -n -5 pad "$lead" "$tail"
    [[ $file == "$sounds"/* ]] || rows+=("$(printf '  {"file":"%s","parts":[%s]}' "$file" "$(IFS=, && echo "${parts[*]}")")")
}

# The silence that a voice puts around its words is cut, so that a part's edges are where it is heard.
speak() {
    flite -voice "$1" --setf duration_stretch=0.97 -t "$2" -o "$work/raw.wav"
    sox -R "$work/raw.wav" "$3" silence 1 0.02 0.5% reverse silence 1 0.02 0.5% reverse
}

sum() { printf '%s\n' "$@" | awk '{ total += $1 } END { printf "%.4f", total }'; }

main
