import { type Client, type ClientOptions, createClient } from '@tenure/client'
import type { Outcome } from '@tenure/core/contract'
import { fromEvent, map, merge, type Observable, scan } from 'rxjs'
import type { Connection, SignIn, SignInOffer, Source } from './source.js'

/** The page's data over HTTP. */
export function createClientSource(url: string, early?: ClientOptions['early']): Source {
  const { read, watch, act, connection, viewAs }: Client = createClient({ url, network: ofBrowser(), ...(early && { early }) })
  return {
    read,
    watch,
    act,
    viewAs,
    connection$: connection.pipe(scan(toConnection, { state: 'connecting' } as Connection)),
    sign: createSignIn(url),
  }
}

function ofBrowser(): Observable<boolean> {
  return merge(fromEvent(window, 'offline').pipe(map(() => false)), fromEvent(window, 'online').pipe(map(() => true)))
}

function toConnection(was: Connection, state: 'connecting' | 'open' | 'lost'): Connection {
  if (state !== 'lost') return { state }
  return was.state === 'lost' ? was : { state, since: Date.now() }
}

function createSignIn(url: string): SignIn {
  const post = (path: string, body: unknown) =>
    fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-tenure': '1' }, body: JSON.stringify(body) })
  return {
    offer: async () => {
      const outcome = (await (await fetch(`${url}/sign-in`, { headers: { 'x-tenure': '1' } })).json()) as Outcome<{
        readonly kind: string
        readonly firstAdmin?: boolean
        readonly visit?: string
        readonly users?: SignInOffer['users']
      }>
      if (!outcome.ok) return { switcher: false, firstAdmin: false, users: [] }
      const { kind, firstAdmin = false, users = [], visit } = outcome.value
      return { switcher: kind === 'switcher', firstAdmin, users, ...(visit !== undefined && { visit }) }
    },
    enter: async (user) => (await post('/sign-in', { user })).json() as Promise<Outcome<unknown>>,
    begin: async (code, name) => (await post('/first-admin', { code, name })).json() as Promise<Outcome<unknown>>,
    leave: async () => {
      await post('/sign-out', {})
    },
  }
}
