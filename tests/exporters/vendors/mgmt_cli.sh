#!/usr/bin/env bash
# A management server on a folder ($MGMT_STATE): each object is a file of its arguments, one a line. Refuses what
# the real one refuses: a second object of one name, a change of one that is not there, the end of what is in use.
set -euo pipefail
printf '%q ' "$@" >>"$MGMT_STATE/log"
printf '\n' >>"$MGMT_STATE/log"
if [[ $1 == -s ]]; then
    [[ $(<"$2") == 'sid: 1' ]]
    shift 2
fi
verb=$1
shift
case $verb in
login) echo 'sid: 1'; exit ;;
logout) exit ;;
publish | discard) : >"$MGMT_STATE/$verb"; exit ;;
esac
kind=$1
shift
if [[ $1 == layer ]]; then shift 2; fi
if [[ $1 == position ]]; then shift 2; fi
[[ $1 == name ]]
name=$2
shift 2
file=$MGMT_STATE/objects/$kind/$name
case $verb in
show)
    [[ -e $file ]]
    below=$(sed -n '/^is-sub-domain$/{n;p;}' "$file")
    comments=$(sed -n '/^comments$/{n;p;}' "$file")
    printf '{ "name" : "%s", "is-sub-domain" : %s, "comments" : "%s" }\n' "$name" "${below:-null}" "$comments"
    ;;
add)
    [[ ! -e $file ]]
    mkdir -p "${file%/*}"
    printf '%s\n' "$@" >"$file"
    ;;
set)
    [[ -e $file ]]
    printf '%s\n' "$@" >"$file"
    ;;
delete)
    [[ -e $file ]]
    users=("$MGMT_STATE/objects/access-rule" "$MGMT_STATE/objects/group")
    if [[ $kind != access-rule ]] && grep -rqxF -- "$name" "${users[@]}" 2>/dev/null; then exit 1; fi
    rm "$file"
    ;;
*) exit 2 ;;
esac
