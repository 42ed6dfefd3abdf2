import type { Caller, Outcome, ReadOptions, UserId } from '@tenure/core/contract'
import { paths, viewAsHeader } from '@tenure/core/wire'
import type { Observable } from 'rxjs'
import { type ConnectionState, LiveChannel } from './live-channel.js'
import { type ClientOptions, Transport, unanswered, unreachable } from './transport.js'

/**
 * The host's three calls across the network, with the rights of the user who is signed in. Streams share one connection; when it
 * breaks they turn stale, keep their last value, and go on by themselves. When the session ends they lose it.
 */
export interface Client extends Caller, AsyncDisposable {
  /** State of the connection that carries the live streams. */
  readonly connection: Observable<ConnectionState>
  /** The Summary of another user, as far as both may see what is on it; nothing can be changed there. */
  viewAs(user: UserId): Pick<Caller, 'read' | 'watch'>
}

const longestAddressInput = 2_000

/** Calls a server. Nothing is sent before the first call. */
export function createClient(options: ClientOptions): Client {
  const transport = new Transport(options)
  const channel = new LiveChannel(transport, options.early, options.network)
  const closing = new AbortController()
  const { signal } = closing
  const read = (id: string, input: unknown, options: ReadOptions = {}, viewAs?: string): Promise<Outcome<unknown>> => {
    const headers = viewAs === undefined ? {} : { headers: { [viewAsHeader]: encodeURIComponent(viewAs) } }
    const signal = options.signal === undefined ? closing.signal : AbortSignal.any([closing.signal, options.signal])
    const address = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
    if (address.length <= longestAddressInput) return transport.call(`${paths.read(id)}${address}`, { signal, ...headers })
    return transport.call(paths.read(id), { method: 'POST', body: { input }, signal, ...headers })
  }
  // What is not sent is certainly not done; of what is sent and not answered nobody knows.
  const act = async (id: string, input: unknown, key: string | undefined): Promise<Outcome<unknown>> =>
    channel.isCut
      ? { ok: false, problem: unreachable }
      : transport.call(paths.act(id), { method: 'POST', body: { input, key }, signal }, unanswered)
  // The server answers by the contract's output, which is what the types say.
  const caller: unknown = {
    read: ({ id }: { id: string }, input: unknown, options?: ReadOptions) => read(id, input, options),
    watch: ({ id }: { id: string }, input: unknown) => channel.watch(id, input),
    act: ({ id }: { id: string }, input: unknown, acting: { key?: string } = {}) => act(id, input, acting.key),
  }
  return {
    ...(caller as Caller),
    connection: channel.state,
    viewAs: (user) =>
      ({
        read: ({ id }: { id: string }, input: unknown, options?: ReadOptions) => read(id, input, options, user),
        watch: ({ id }: { id: string }, input: unknown) => channel.watch(id, input, user),
      }) as unknown as Pick<Caller, 'read' | 'watch'>,
    [Symbol.asyncDispose]: async () => {
      closing.abort()
      await channel.close()
    },
  }
}
