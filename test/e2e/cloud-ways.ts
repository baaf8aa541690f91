import type { fakeAws } from '../connect/fakes/aws.ts'
import type { fakeCircle } from '../connect/fakes/circle.ts'
import type { FakeGithub } from '../connect/fakes/github.ts'
import type { fakeGoogle } from '../connect/fakes/google.ts'

/** One way into the cluster: what the step is given, and what is found in its environment and home. */
export interface Way {
  readonly inputs: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** Files of the home folder; `{home}` in variables and files stands for it. */
  readonly files?: Readonly<Record<string, string>>
  /** Files that are programs. */
  readonly programs?: Readonly<Record<string, string>>
}

/** The clouds as the ways find them. */
export interface Clouds {
  readonly github: FakeGithub
  readonly circle: ReturnType<typeof fakeCircle>
  readonly aws: ReturnType<typeof fakeAws>
  readonly google: ReturnType<typeof fakeGoogle>
  /** Address of the fakes, for metadata of machines. */
  readonly url: string
  readonly clientSecret: string
  /** Certificate and key of the application, PEM. */
  readonly certificate: string
  /** A fresh identity token of GitHub for that audience. */
  readonly identityToken: (audience: string) => string
}

const eks = { cluster: 'prod', region: 'eu-west-1' }
const gke = { cluster: 'projects/p/locations/europe-west1/clusters/prod' }
const aks = { cluster: '/subscriptions/s/resourceGroups/ml/providers/Microsoft.ContainerService/managedClusters/prod' }
const app = { AZURE_CLIENT_ID: 'app-1', AZURE_TENANT_ID: 'tenant-1' }
const serverApp = '6dae42f8-4368-4678-94ff-3960e28e3630'
const entra = 'api://AzureADTokenExchange'
const circleProgram = (audience: string, token: string) => {
  const asked = JSON.stringify(['run', 'oidc', 'get', '--claims', JSON.stringify({ aud: audience })])
  return `#!${process.execPath}
if (JSON.stringify(process.argv.slice(2)) !== ${JSON.stringify(asked)}) process.exit(2)
process.stdout.write(${JSON.stringify(`${token}\n`)})
`
}
const program = (text: string) => `#!${process.execPath}\nprocess.stdout.write(${JSON.stringify(text)})\n`

/** Every kind of AWS credential. */
export function awsWays({ github, circle, aws, url, identityToken }: Clouds): Readonly<Record<string, Way>> {
  const keys = aws.staticKeys()
  const ini = `aws_access_key_id=${keys.AWS_ACCESS_KEY_ID}\naws_secret_access_key=${keys.AWS_SECRET_ACCESS_KEY}\n`
  const made = {
    Version: 1,
    AccessKeyId: keys.AWS_ACCESS_KEY_ID,
    SecretAccessKey: keys.AWS_SECRET_ACCESS_KEY,
  }
  const role = { 'role-to-assume': aws.role }
  return {
    'eks-github': { inputs: { ...eks, ...role }, env: github.env },
    'eks-circle': { inputs: { ...eks, ...role }, env: circle.env },
    'eks-chain': {
      inputs: { ...eks, 'role-to-assume': `${aws.role}, ${aws.role}`, 'session-tags': 'team=ml' },
      env: github.env,
    },
    'eks-keys': { inputs: eks, env: keys },
    'eks-session-role': { inputs: { ...eks, ...role }, env: aws.sessionKeys() },
    'eks-web-identity': {
      inputs: eks,
      env: { AWS_WEB_IDENTITY_TOKEN_FILE: '{home}/token', AWS_ROLE_ARN: aws.role },
      files: { token: identityToken('sts.amazonaws.com') },
    },
    'eks-container': { inputs: eks, env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/v2/credentials/x` } },
    'eks-machine': { inputs: eks, env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: url } },
    'eks-profile': {
      inputs: eks,
      env: { AWS_PROFILE: 'ci' },
      files: { '.aws/credentials': `[ci]\nrole_arn=${aws.role}\nsource_profile=base\n[base]\n${ini}` },
    },
    'eks-program': {
      inputs: eks,
      files: { '.aws/config': '[default]\ncredential_process = {home}/keys\n' },
      programs: { keys: program(JSON.stringify(made)) },
    },
  }
}

/** Every kind of Google credential. */
export function googleWays({ github, circle, google, url, identityToken }: Clouds): Readonly<Record<string, Way>> {
  const federation = { 'workload-identity-provider': google.provider }
  const audience = `https://iam.googleapis.com/${google.provider}`
  const external = (source: object, more: object = {}) =>
    JSON.stringify({
      ...more,
      type: 'external_account',
      audience: `//iam.googleapis.com/${google.provider}`,
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: 'https://sts.googleapis.com/v1/token',
      credential_source: source,
    })
  const accountUrl = `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${google.account}:generateAccessToken`
  const impersonated = JSON.stringify({
    type: 'impersonated_service_account',
    service_account_impersonation_url: accountUrl,
    source_credentials: JSON.parse(google.authorizedUser),
  })
  const request = {
    url: `${github.env['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience=${encodeURIComponent(audience)}`,
    headers: { Authorization: `Bearer ${github.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}` },
    format: { type: 'json', subject_token_field_name: 'value' },
  }
  const answer = { version: 1, success: true, token_type: 'jwt', id_token: identityToken(audience) }
  const file = (text: string): Way => ({
    inputs: gke,
    env: { GOOGLE_APPLICATION_CREDENTIALS: '{home}/credential.json' },
    files: { 'credential.json': text },
  })
  const ran = file(external({ executable: { command: '{home}/token' } }))
  return {
    'gke-github': { inputs: { ...gke, ...federation }, env: github.env },
    'gke-circle': { inputs: { ...gke, ...federation }, env: circle.env },
    'gke-github-account': {
      inputs: { ...gke, ...federation, 'service-account': `first@p.iam.gserviceaccount.com, ${google.account}` },
      env: github.env,
    },
    'gke-token': { inputs: { ...gke, credentials: google.accessToken() } },
    'gke-key': file(google.serviceAccount),
    'gke-key-input': { inputs: { ...gke, credentials: btoa(google.serviceAccount) } },
    'gke-user': file(google.authorizedUser),
    'gke-impersonated': file(impersonated),
    'gke-file': {
      ...file(external({ file: '{home}/token' })),
      files: { 'credential.json': external({ file: '{home}/token' }), token: identityToken(audience) },
    },
    'gke-url': file(external(request, { service_account_impersonation_url: accountUrl })),
    'gke-program': {
      ...ran,
      env: { ...ran.env, GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES: '1' },
      programs: { token: program(JSON.stringify(answer)) },
    },
    'gke-machine': { inputs: gke, env: { GCE_METADATA_HOST: new URL(url).host } },
  }
}

/** Every kind of Entra credential, and the local administrator. */
export function azureWays(clouds: Clouds): Readonly<Record<string, Way>> {
  const { github, circle, url, clientSecret, certificate, identityToken } = clouds
  const stored = JSON.stringify({ clientId: 'app-1', tenantId: 'tenant-1', clientSecret })
  const secret = { ...app, AZURE_CLIENT_SECRET: clientSecret }
  return {
    'aks-github': { inputs: { ...aks, 'client-id': 'app-1', 'tenant-id': 'tenant-1' }, env: github.env },
    // The token in the environment is for the organisation: CircleCI's own program gives one for Entra.
    'aks-circle': {
      inputs: { ...aks, 'client-id': 'app-1', 'tenant-id': 'tenant-1' },
      env: { ...circle.env, PATH: '{home}/bin' },
      programs: { 'bin/circleci': circleProgram(entra, circle.issue(entra)) },
    },
    'aks-circle-organisation': {
      inputs: { ...aks, 'client-id': 'app-1', 'tenant-id': 'tenant-1', audience: circle.organisation },
      env: circle.env,
    },
    'aks-secret': { inputs: aks, env: secret },
    'aks-certificate': {
      inputs: aks,
      env: { ...app, AZURE_CLIENT_CERTIFICATE_PATH: '{home}/app.pem' },
      files: { 'app.pem': certificate },
    },
    'aks-file': {
      inputs: aks,
      env: { ...app, AZURE_FEDERATED_TOKEN_FILE: '{home}/token' },
      files: { token: identityToken(entra) },
    },
    'aks-machine': { inputs: aks, env: { AZURE_POD_IDENTITY_AUTHORITY_HOST: url } },
    'aks-stored': { inputs: aks, env: { AZURE_CREDENTIALS: stored } },
    'aks-stored-input': { inputs: { ...aks, credentials: stored } },
    'aks-admin': { inputs: { ...aks, admin: 'true' }, env: secret },
  }
}

/** What a kubeconfig may hold. */
export function kubeconfigWays(
  { aws, google, clientSecret }: Clouds,
  at: {
    readonly server: string
    readonly ca: string
    readonly gate: string
    readonly admin: { readonly cert: string; readonly key: string }
  },
  token: string,
): Readonly<Record<string, Way>> {
  const config = (user: object, cluster: object = { server: at.server, 'certificate-authority-data': btoa(at.ca) }) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'c', cluster }],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    })
  const apiVersion = 'client.authentication.k8s.io/v1'
  const exec = (command: string, more: object = {}) => ({
    exec: { apiVersion, interactiveMode: 'Never', command, ...more },
  })
  const answer = { apiVersion, kind: 'ExecCredential', status: { token } }
  const vendor = { args: ['--region', 'eu-west-1', 'eks', 'get-token', '--cluster-name', 'prod'] }
  return {
    'kubeconfig-content': { inputs: { kubeconfig: config({ token }) } },
    'kubeconfig-base64': { inputs: { kubeconfig: btoa(config({ token })) } },
    'kubeconfig-path': {
      inputs: {},
      env: { KUBECONFIG: '{home}/users:{home}/rest' },
      files: {
        users: JSON.stringify({ apiVersion: 'v1', kind: 'Config', users: [{ name: 'u', user: { token } }] }),
        rest: config({}),
      },
    },
    'kubeconfig-file': { inputs: { kubeconfig: config({ tokenFile: '{home}/token' }) }, files: { token } },
    'kubeconfig-plugin': {
      inputs: { kubeconfig: config(exec('{home}/plugin')) },
      programs: { plugin: program(JSON.stringify(answer)) },
    },
    'kubeconfig-certificate': {
      inputs: {
        kubeconfig: config({ 'client-certificate-data': btoa(at.admin.cert), 'client-key-data': btoa(at.admin.key) }),
      },
    },
    'kubeconfig-oidc': {
      inputs: { kubeconfig: config({ 'auth-provider': { name: 'oidc', config: { 'id-token': token } } }) },
    },
    'kubeconfig-gke-plugin': {
      inputs: { kubeconfig: config(exec('gke-gcloud-auth-plugin')) },
      env: { CLOUDSDK_AUTH_ACCESS_TOKEN: google.accessToken() },
    },
    'kubeconfig-kubelogin': {
      inputs: { kubeconfig: config(exec('kubelogin', { args: ['get-token', '--server-id', serverApp] })) },
      env: { ...app, AZURE_CLIENT_SECRET: clientSecret },
    },
    // The program "aws" is not there: what it does is done here.
    'kubeconfig-vendor': {
      inputs: { kubeconfig: config(exec('aws', vendor), { server: at.gate }) },
      env: aws.staticKeys(),
    },
  }
}
