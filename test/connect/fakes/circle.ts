import { generateKeyPairSync } from 'node:crypto'
import { type FakeGithub, signedJwt, verifiedClaims } from './github.ts'
import type { Secrets } from './serving.ts'

const organisation = 'org-1'

/** CircleCI's identity token, for its organisation, beside those of another issuer that the same clouds trust. */
export function fakeCircle(secrets: Secrets, now: () => number, beside: FakeGithub) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const iat = Math.floor(now() / 1000)
  /** What the program of CircleCI prints when it is asked for another audience. */
  const issue = (aud: string) => {
    const claims = {
      iss: `https://oidc.circleci.com/org/${organisation}`,
      aud,
      sub: `org/${organisation}/project/p/user/u`,
      iat,
      exp: iat + 3600,
    }
    return secrets.keep(signedJwt(claims, privateKey))
  }
  const both: FakeGithub = {
    ...beside,
    claimsOf: (given, audience) => {
      const found = beside.claimsOf(given, audience)
      if (found !== undefined) return found
      const own = verifiedClaims(given, publicKey)
      const isMeant = [organisation, audience].includes(String(own?.['aud']))
      return isMeant && Number(own?.['exp']) * 1000 > now() ? own : undefined
    },
  }
  return { env: { CIRCLECI: 'true', CIRCLE_OIDC_TOKEN_V2: issue(organisation) }, organisation, issue, both }
}
