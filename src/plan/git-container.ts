import type { PlanContext } from './context.ts'
import { workFolder } from './environment.ts'
import { withoutEmpty } from './objects.ts'
import { imageFor } from './pod-image.ts'
import type { PodStageLike } from './pod-stage.ts'
import { resourcesFor } from './resources.ts'
import { containerSecurityFor } from './security.ts'

const secretFolder = '/bodywork/git'

/** The commit alone is fetched; a server that refuses that is asked for the whole history. The token never is an argument. */
const script = `set -eu
command -v git >/dev/null || { echo "bodywork: this image has no git; name one that has for the clone" >&2; exit 1; }
export HOME=${workFolder}/home GIT_TERMINAL_PROMPT=0
mkdir -p "$HOME/.ssh" ${workFolder}/src
chmod 700 "$HOME/.ssh"
[ -z "\${BODYWORK_KNOWN_HOSTS:-}" ] || printf '%s\\n' "$BODYWORK_KNOWN_HOSTS" > "$HOME/.ssh/known_hosts"
[ ! -f ${secretFolder}/known_hosts ] || cat ${secretFolder}/known_hosts >> "$HOME/.ssh/known_hosts"
if [ -f ${secretFolder}/ssh-key ]; then
  (umask 077; tr -d '\\r' < ${secretFolder}/ssh-key > "$HOME/.ssh/key"; echo >> "$HOME/.ssh/key")
  export GIT_SSH_COMMAND="ssh -i $HOME/.ssh/key -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=$HOME/.ssh/known_hosts"
fi
cd ${workFolder}/src
git init -q .
git config safe.directory '*'
[ ! -f ${secretFolder}/token ] || git config credential.helper '!f() { echo username=x-access-token; echo "password=$(cat ${secretFolder}/token)"; }; f'
git fetch -q --depth 1 "$BODYWORK_GIT_URL" "$BODYWORK_GIT_COMMIT" || git fetch -q "$BODYWORK_GIT_URL" '+refs/heads/*:refs/heads/*'
git -c advice.detachedHead=false checkout -q --detach "$BODYWORK_GIT_COMMIT"
rm -rf .git "$HOME/.ssh"
echo "bodywork: source is at $BODYWORK_GIT_COMMIT" >&2
`

/** The init container that clones the pinned commit into the folder where the bootstrap expects the source. */
export function gitContainerFor(context: PlanContext, stage: PodStageLike): object {
  const { facts } = context
  const values = {
    BODYWORK_GIT_URL: facts.git?.url ?? facts.repository ?? '',
    BODYWORK_GIT_COMMIT: facts.commit,
    ...(facts.git?.knownHosts === undefined ? {} : { BODYWORK_KNOWN_HOSTS: facts.git.knownHosts }),
  }
  return withoutEmpty({
    name: 'clone',
    image: imageFor(context, facts.git?.image ?? stage.image),
    command: ['sh', '-c', script],
    env: Object.entries(values).map(([name, value]) => ({ name, value })),
    resources: resourcesFor(stage.resources),
    securityContext: containerSecurityFor(context, stage),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      { name: 'bodywork-work', mountPath: workFolder },
      ...(facts.git?.secret === undefined ? [] : [{ name: 'bodywork-git', mountPath: secretFolder, readOnly: true }]),
    ],
  })
}

/** The volume with the clone's credentials, when it has any. */
export function gitVolumesFor({ facts }: PlanContext, stage: PodStageLike): readonly object[] {
  if (stage.source !== 'git' || facts.git?.secret === undefined || stage.program.kind === 'image') return []
  return [{ name: 'bodywork-git', secret: { secretName: facts.git.secret } }]
}
