#!/usr/bin/env bash
# Runs one command of the tool with the parameters of the orb, which come as environment variables.
set -euo pipefail

PATH=${BODYWORK_HOME:-$HOME/.bodywork}/bin:$PATH

# Values may name variables of the job, such as ${CIRCLE_BRANCH}; only CircleCI's own program replaces them.
expand() {
  if command -v circleci >/dev/null; then circleci env subst "$1"; else printf '%s' "$1"; fi
}

words=("${BODYWORK_COMMAND:?}")

option() {
  local value
  value=$(expand "$2")
  if [ -n "$value" ]; then words+=("--$1=$value"); fi
}

kubeconfig_file=
trap '[ -z "$kubeconfig_file" ] || rm -f "$kubeconfig_file"' EXIT

# A kubeconfig in a variable goes into a file that only this user reads, never onto a command line.
kubeconfig_value=${BODYWORK_KUBECONFIG_VARIABLE:+${!BODYWORK_KUBECONFIG_VARIABLE:-}}
if [ -n "$kubeconfig_value" ]; then
  if [ -f "$kubeconfig_value" ]; then
    export KUBECONFIG=$kubeconfig_value
  else
    kubeconfig_file=$(mktemp)
    chmod 600 "$kubeconfig_file"
    case $kubeconfig_value in
      *clusters:*) printf '%s\n' "$kubeconfig_value" >"$kubeconfig_file" ;;
      *) printf '%s' "$kubeconfig_value" | base64 -d >"$kubeconfig_file" ;;
    esac
    export KUBECONFIG=$kubeconfig_file
  fi
fi

option file "${BODYWORK_FILE:-}"
option environment "${BODYWORK_CONFIG_ENVIRONMENT:-}"
option provider "${BODYWORK_PROVIDER:-}"
option cluster "${BODYWORK_CLUSTER:-}"
option region "${BODYWORK_REGION:-}"
option role-to-assume "${BODYWORK_ROLE_TO_ASSUME:-}"
option project "${BODYWORK_PROJECT:-}"
option location "${BODYWORK_LOCATION:-}"
option workload-identity-provider "${BODYWORK_WORKLOAD_IDENTITY_PROVIDER:-}"
option service-account "${BODYWORK_SERVICE_ACCOUNT:-}"
option resource-group "${BODYWORK_RESOURCE_GROUP:-}"
option subscription "${BODYWORK_SUBSCRIPTION:-}"
option client-id "${BODYWORK_CLIENT_ID:-}"
option tenant-id "${BODYWORK_TENANT_ID:-}"
option role-session-name "${BODYWORK_ROLE_SESSION_NAME:-}"
option session-tags "${BODYWORK_SESSION_TAGS:-}"
option allowed-account-ids "${BODYWORK_ALLOWED_ACCOUNT_IDS:-}"
option audience "${BODYWORK_AUDIENCE:-}"
if [ "${BODYWORK_ENDPOINT:-auto}" != auto ]; then option endpoint "$BODYWORK_ENDPOINT"; fi
if [ "${BODYWORK_ADMIN:-0}" = 1 ] || [ "${BODYWORK_ADMIN:-}" = true ]; then words+=(--admin); fi
option namespace "${BODYWORK_NAMESPACE:-}"
option timeout "${BODYWORK_TIMEOUT:-}"
option wait-lock "${BODYWORK_WAIT_LOCK:-}"
option format "${BODYWORK_FORMAT:-}"
option report-dir "${BODYWORK_REPORT_DIR:-}"
if [ -n "${BODYWORK_REPORT_DIR:-}" ] && [ "$BODYWORK_COMMAND" = deploy ]; then
  option log-dir "$BODYWORK_REPORT_DIR/logs"
fi
if [ "${BODYWORK_STRICT:-0}" = 1 ] || [ "${BODYWORK_STRICT:-}" = true ]; then words+=(--strict); fi

status=0
if [ -n "${BODYWORK_OUTPUT:-}" ]; then
  mkdir -p "$(dirname "$BODYWORK_OUTPUT")"
  bodywork "${words[@]}" | tee "$BODYWORK_OUTPUT" || status=$?
else
  bodywork "${words[@]}" || status=$?
fi

# A deploy marker is a courtesy: its failure is not the failure of the deployment.
if [ "$status" = 0 ] && [ -n "${BODYWORK_MARKER_ENVIRONMENT:-}" ] && command -v circleci >/dev/null; then
  circleci run release log --environment-name="$(expand "$BODYWORK_MARKER_ENVIRONMENT")" \
    --component-name="${CIRCLE_PROJECT_REPONAME:-bodywork}" --target-version="${CIRCLE_SHA1:-unknown}" ||
    echo "the deploy marker was not written" >&2
fi
exit "$status"
