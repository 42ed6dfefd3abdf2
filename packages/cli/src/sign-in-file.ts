import { readFile, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { TenureError } from '@tenure/core'
import { openIdConnect, type SignIn, verifiedJwt } from '@tenure/server'
import { z } from 'zod'

const named = { claim: z.string().min(1), map: z.record(z.string(), z.string()).exactOptional() }
const claims = z.strictObject({
  find: z
    .array(z.enum(['subject', 'email']))
    .min(1)
    .exactOptional(),
  create: z.boolean().exactOptional(),
  seat: z.boolean().exactOptional(),
  name: z.string().min(1).exactOptional(),
  teams: z.strictObject({ ...named, allowed: z.union([z.literal('all'), z.array(z.string())]) }).exactOptional(),
  primaryTeam: z.strictObject(named).exactOptional(),
  sets: z.strictObject({ ...named, allowed: z.array(z.string()) }).exactOptional(),
})
const secret = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })])
const openId = z.strictObject({
  kind: z.literal('openid-connect'),
  issuer: z.string().min(1),
  clientId: z.string().min(1),
  clientSecret: secret.exactOptional(),
  title: z.string().min(1).max(100).exactOptional(),
  scopes: z.array(z.string().min(1)).min(1).exactOptional(),
  claims: claims.exactOptional(),
})
const token = z.strictObject({
  kind: z.literal('token'),
  issuer: z.string().min(1),
  audience: z.string().min(1),
  keys: z.string().min(1),
  algorithms: z.array(z.string().min(1)).min(1),
  userClaim: z.string().min(1).exactOptional(),
  claims: claims.exactOptional(),
})
const signIns = z.discriminatedUnion('kind', [openId, token])

/** The sign-in that a file describes. Secrets are not in it: it names a variable of the environment, or a file that only its owner reads. Errors: `config.invalid`. */
export async function readSignIn(file: string): Promise<SignIn> {
  const parsed = signIns.safeParse(await readJson(file))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw misconfigured(file, issue?.path.map(String) ?? [], issue?.message ?? 'It does not have the expected form.')
  }
  if (parsed.data.kind === 'token') return verifiedJwt(parsed.data)
  const { clientSecret, ...rest } = parsed.data
  return openIdConnect({ ...rest, ...(clientSecret !== undefined && { clientSecret: await readSecret(clientSecret, file) }) })
}

async function readSecret(from: z.output<typeof secret>, file: string): Promise<string> {
  if ('env' in from) {
    const value = process.env[from.env]
    if (value) return value
    throw misconfigured(file, ['clientSecret', 'env'], `The environment has no ${from.env}.`)
  }
  const path = resolve(dirname(file), from.file)
  const { mode } = await stat(path).catch((cause: unknown) => {
    throw misconfigured(file, ['clientSecret', 'file'], `${path} cannot be read.`, cause)
  })
  if ((mode & 0o077) !== 0 && process.platform !== 'win32')
    throw misconfigured(file, ['clientSecret', 'file'], `Others may read ${path}. Take that from them: chmod 600 ${path}.`)
  return (await readFile(path, 'utf8')).trim()
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw misconfigured(file, [], 'It cannot be read, or is no JSON.', cause)
  }
}

function misconfigured(file: string, path: readonly string[], why: string, cause?: unknown): TenureError {
  const place = path.length === 0 ? file : `${file}, ${path.join('.')}`
  return new TenureError('config.invalid', `${place}: ${why}`, { plugin: 'tenure.server', path: ['signIn', ...path] }, { cause })
}
