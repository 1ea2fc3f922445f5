#!/usr/bin/env bash
# The main job from outside: index, ask, refuse, serve, stop. Every step fails loudly.
set -euo pipefail
cd "$(dirname "$0")/.."
home=$(mktemp -d)
log="$home/up.log"
server=
# npm passes no signal on, so the server is ended by the id that it wrote down itself.
stop() { [ ! -f "$home/served/owner.json" ] || kill "$(node -p "JSON.parse(fs.readFileSync('$home/served/owner.json')).pid")" 2>/dev/null || true; }
trap 'stop; [ -z "$server" ] || wait "$server" || true; rm -rf "$home"' EXIT

expect() { # expect <what> <pattern> <text>
  if ! grep -qiE "$2" <<<"$3"; then
    printf 'smoke: %s: no "%s" in:\n%s\n' "$1" "$2" "$3" >&2
    exit 1
  fi
}

npx atelier --home "$home/data" add examples/company
expect answer 'varrowmere' "$(npx atelier --home "$home/data" ask 'What does Varrowmere Thermal make?' --json)"
expect refusal '"refused": true' "$(npx atelier --home "$home/data" ask 'Who won the football world championship in 1974?' --json)"
expect search '"hits"' "$(npx atelier --home "$home/data" search warranty --json)"
expect doctor '"status": "ok"' "$(npx atelier --home "$home/data" doctor --json)"

npm start -- --port 0 --home "$home/served" >"$log" 2>&1 &
server=$!
for _ in $(seq 1 150); do
  link=$(grep -oE 'http://127\.0\.0\.1:[0-9]+/\?token=[A-Za-z0-9_-]+' "$log" || true)
  [ -n "$link" ] && break
  sleep 0.2
done
[ -n "$link" ] || { cat "$log" >&2; exit 1; }
url=${link%%/\?*}
token=${link##*=}
call() { curl -sS -H "authorization: Bearer $token" -H 'content-type: application/json' "$@"; }
expect health '"ok"' "$(curl -sS "$url/healthz")"
[ "$(curl -s -o /dev/null -w '%{http_code}' "$url/api/documents")" = 401 ]
for _ in $(seq 1 150); do
  total=$(call "$url/api/documents?limit=0" | grep -oE '[0-9]+}' | tr -d '}')
  [ "${total:-0}" -ge 40 ] && break
  sleep 0.2
done
[ "$total" -ge 40 ] || { echo "smoke: only $total documents were indexed" >&2; exit 1; }
expect ask '"citations"' "$(call -X POST -d '{"question":"How big is my yearly training budget?"}' "$url/api/ask")"
expect stream 'event: done' "$(call -X POST -H 'accept: text/event-stream' -d '{"question":"How big is my yearly training budget?"}' "$url/api/ask")"
expect page '<div id="root">' "$(curl -sS "$url/")"
stop
wait "$server"
server=
echo "smoke: the main job works"
