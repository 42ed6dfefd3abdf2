import type { Host } from '@tenure/core'
import type { Frame, Problem } from '@tenure/core/contract'
import { BehaviorSubject, of } from 'rxjs'
import type { Connection, SignIn, Source } from './source.js'

/** Under which the browser remembers, until its tab is closed, who signed in last. */
const memory = 'tenure.local-user'
const signedOut: Problem = { code: 'access.signed-out', message: 'Sign in to see this workspace.', details: { user: '' } }

/**
 * The page's data from a host in the same page, without a server: for playgrounds, stories and tests. `user` is who signs in first; the page
 * offers to be any other user of the host. Without `user` the page starts at its door.
 */
export function createLocalSource(host: Host, user?: string): Source {
  const current = sessionStorage.getItem(memory) ?? user
  const desk = host.users().some(({ id, active }) => id === current && active) ? host.as(current ?? '') : undefined
  const closed = { state: 'stale', problem: signedOut } as const
  return {
    read: async (provider, ...input) => desk?.read(provider, ...input) ?? { ok: false, problem: signedOut },
    watch: (provider, ...input) => desk?.watch(provider, ...input) ?? of<Frame<never>>(closed),
    act: async (action, ...input) => desk?.act(action, ...input) ?? { ok: false, problem: signedOut },
    connection$: new BehaviorSubject<Connection>({ state: 'open' }),
    sign: createLocalSignIn(host),
  }
}

function createLocalSignIn(host: Host): SignIn {
  const remember = (user: string) => sessionStorage.setItem(memory, user)
  return {
    offer: async () => ({ switcher: true, firstAdmin: false, users: host.users().filter(({ active }) => active) }),
    enter: async (user) => {
      remember(user)
      return { ok: true, value: undefined }
    },
    leave: async () => remember(''),
    begin: async (_code, name) => {
      const outcome = await host.createFirstAdmin(name)
      if (outcome.ok) remember(outcome.value.id)
      return outcome
    },
  }
}
