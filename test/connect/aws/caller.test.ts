import { expect, test } from 'vitest'
import { callerArn, principalOf } from '../../../src/connect/aws/caller.ts'
import { json, recordingCloud } from '../../builders-cloud.ts'

const keys = { accessKeyId: 'AKIA', secretAccessKey: 'unique-secret', sessionToken: 'unique-session' }
const at = { stsHost: 'sts.eu-west-1.amazonaws.com', region: 'eu-west-1' }
const arn = 'arn:aws:sts::111122223333:assumed-role/deploy/bodywork-o-r-1'

test('AWS is asked who we are with a signed request that holds no secret key', async () => {
  const ports = recordingCloud(() => json({ GetCallerIdentityResponse: { GetCallerIdentityResult: { Arn: arn } } }))
  expect(await callerArn(ports, at, keys)).toBe(arn)
  expect(ports.sent[0]?.body).toBe('Action=GetCallerIdentity&Version=2011-06-15')
  expect(ports.sent[0]?.headers['Authorization'] ?? ports.sent[0]?.headers['authorization']).toContain(
    'Credential=AKIA/',
  )
  expect(JSON.stringify(ports.sent)).not.toContain('unique-secret')
})

test('XML is read too, and an answer without an ARN is none', async () => {
  const xml = recordingCloud(() => ({ status: 200, headers: {}, body: `<r><Arn>${arn}</Arn></r>` }))
  expect(await callerArn(xml, at, keys)).toBe(arn)
  expect(
    await callerArn(
      recordingCloud(() => json({}, 403)),
      at,
      keys,
    ),
  ).toBeUndefined()
})

test('access entries name the role of a session, and users as they are', () => {
  expect(principalOf(arn)).toBe('arn:aws:iam::111122223333:role/deploy')
  expect(principalOf('arn:aws-cn:iam::1:user/ada')).toBe('arn:aws-cn:iam::1:user/ada')
})
