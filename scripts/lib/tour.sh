# shellcheck shell=bash
# The tour that `make up` prints: commands that can be copied as they stand, with the identifiers of the demo's records.

# tour API_URL HUB_URL PROGRAM EMAIL PASSWORD
tour() {
  local api=$1 hub=$2 program=$3 email=$4 password=$5
  local login token deals deal stage target where=$hub
  # A process of hubs alone has no login.
  [[ $api == "$hub" ]] || where+=" --api $api"
  login="curl -sS $api/api/v1/auth/login --json '{\"email\":\"$email\",\"password\":\"$password\"}'"
  token=$(bash -c "$login" 2>/dev/null | strings_of accessToken | head -n 1)
  deals=$(ask "$api/api/v1/deals?limit=1" "$token")
  deal=$(strings_of id <<<"$deals" | head -n 1)
  stage=$(strings_of stageId <<<"$deals" | head -n 1)
  # Any other stage will do: the demo tenant has one pipeline.
  target=$(ask "$api/api/v1/stages?limit=20" "$token" | strings_of id | grep -v -x -F "${stage:-none}" | head -n 1)
  if [[ -z $deal || -z $target ]]; then
    warn "no deal to show: $email of the demo tenant sees none"
    return 0
  fi

  cat <<TEXT

${bold}A tour in three lines${plain}, each as it stands. Watch in one terminal:
  $program tail --url $where --email $email --password $password
Log in and move a deal in another:
  token=\$($login | grep -o '"accessToken":"[^"]*' | cut -d'"' -f4)
  curl -sS -X PATCH $api/api/v1/deals/$deal -H "authorization: Bearer \$token" --json '{"stageId":"$target"}'
TEXT
}

ask() { curl -sS -H "authorization: Bearer $2" "$1" 2>/dev/null; }

# strings_of KEY: the values of that key in the JSON on standard input, one per line. The records of the demo hold
# no quotation marks; this is no parser.
strings_of() { grep -o "\"$1\":\"[^\"]*\"" | cut -d'"' -f4; }
