// A host for other machines: behind a proxy that ends TLS, for users with a signed token of the company's own sign-in.
import { createHost, type PluginUse, type StorageAdapter } from '@tenure/core'
import { type Server, serve, type VerifiedJwtOptions, verifiedJwt } from '@tenure/server'

/** What a served host needs. `origins`: pages of other origins that may call with a token. */
export interface ServedHostOptions {
  readonly storage: StorageAdapter
  readonly plugins: readonly PluginUse[]
  readonly keys: VerifiedJwtOptions['keys']
  readonly origins?: readonly string[]
  readonly hostname?: string
}

export async function serveHost({ storage, plugins, keys, origins = [], hostname = '0.0.0.0' }: ServedHostOptions): Promise<Server> {
  const host = await createHost({
    storage,
    plugins,
    // Each grant is decided on its own: this operator lets no plugin create records.
    grants: ({ plugin, grant }) => plugin.startsWith('tenure.') || !grant.startsWith('create '),
  })
  const signIn = verifiedJwt({
    issuer: 'https://sign-in.example',
    audience: 'tenure',
    keys,
    algorithms: ['ES256'],
    userClaim: 'sub',
  })
  const server = await serve({ host, signIn, hostname, origins, limits: { bodyBytes: 256 * 1024 } })
  const close = async () => {
    await server[Symbol.asyncDispose]()
    await host[Symbol.asyncDispose]()
  }
  return { ...server, [Symbol.asyncDispose]: close }
}
