#!/usr/bin/env bash
# The README's walk through the API with curl alone, against a running Proofroom: from sign-up to a signed proof.
#   scripts/walk.sh [address] [picture]
set -euo pipefail
U=${1:-http://localhost:4000}
picture=${2:-$(dirname "${BASH_SOURCE[0]}")/../apps/server/src/demo/art/board-1-front.webp}
json='content-type: application/json'
jars=$(mktemp -d)
trap 'rm -rf "$jars"' EXIT
seller() { curl -sS --fail-with-body -b "$jars/seller" -c "$jars/seller" "$@"; }
customer() { curl -sS --fail-with-body -b "$jars/customer" -c "$jars/customer" "$@"; }
# Answers are picked apart by Node, which is here anyway.
pick() { node -e 'const d = JSON.parse(require("fs").readFileSync(0)); console.log(process.argv[1].split(".").reduce((v, k) => v[k], d))' "$1"; }

shop=$(seller "$U/api/auth/sign-up" -H "$json" -d "{\"name\":\"Maya Okafor\",\"email\":\"maya-$RANDOM$RANDOM@example.com\",\"password\":\"a few words in a row\",\"shopName\":\"Alder & Ink\"}" | pick memberships.0.shop.code)
echo "signed up, shop $shop"
order=$(seller "$U/api/s/$shop/orders" -H "$json" -d '{"customer":{"name":"Ruth Hartley"},"items":[{"title":"Walnut board","personalization":[{"name":"Name","value":"The Hartleys"}]}]}' | pick code)
echo "order $order"
proof=$(seller "$U/api/s/$shop/orders/$order/proofs" -H "$json" -d '{}')
id=$(pick id <<<"$proof")
version=$(pick versions.0.id <<<"$proof")
page=$(seller "$U/api/s/$shop/proofs/$id/versions/$version/pages" -H 'content-type: application/octet-stream' -H "x-file-name: $(basename "$picture")" --data-binary "@$picture" | pick name)
echo "uploaded page \"$page\""
link=$(seller "$U/api/s/$shop/proofs/$id/versions/$version/send" -H "$json" -d '{"note":"First sketch"}' | pick link)
echo "sent: $link"
customer -L -o /dev/null "$link"
code=$(basename "$link" | cut -d. -f1)
echo "ticket for room $(customer -X POST "$U/api/c/$code/versions/$version/ticket" | pick room)"
echo "request: $(customer "$U/api/c/$code/versions/$version/changes" -H "$json" -d '{"marks":[],"message":"A little larger, please"}' | pick proof.requests.0.text)"
echo "making before the signature: $(seller -X POST "$U/api/s/$shop/orders/$order/making" || true)"
hash=$(customer "$U/api/c/$code" | pick proof.versions.0.contentHash)
customer "$U/api/c/$code/versions/$version/approval" -H "$json" -d "{\"contentHash\":\"$hash\",\"seen\":[],\"readBack\":[{\"name\":\"Name\",\"value\":\"The Hartleys\"}],\"signedName\":\"Ruth Hartley\",\"intent\":\"I have checked every word. Please make it exactly like this.\"}" | pick order.move.reason
echo "making: $(seller -X POST "$U/api/s/$shop/orders/$order/making" | pick move.reason)"
