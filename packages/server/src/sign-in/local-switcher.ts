import { TenureError } from '@tenure/core/contract'
import { z } from 'zod'
import { invalid } from '../problem-status.js'
import type { SignIn } from './sign-in.js'

const entry = z.strictObject({ user: z.string().min(1).max(200) })

/**
 * Anyone at this machine picks a user. That proves nothing, so it works only on a loopback address.
 *
 * Errors: `config.invalid`, when the server is to listen on another address.
 */
export function localSwitcher(): SignIn {
  return {
    kind: 'switcher',
    check: ({ hostname, loopback }) => {
      if (!loopback) throw notHere(hostname)
    },
    offer: (users) => ({ users: users.filter((user) => user.active).map(({ id, name }) => ({ id, name })) }),
    enter: async (body) => {
      const parsed = entry.safeParse(body)
      if (!parsed.success) return { ok: false, problem: invalid('Sign-in needs { "user": id }.', ['user']).problem }
      return { ok: true, value: { user: parsed.data.user } }
    },
  }
}

function notHere(hostname: string): TenureError {
  const message = `The user switcher asks for no proof, so it runs on 127.0.0.1 only; ${hostname} needs another sign-in.`
  return new TenureError('config.invalid', message, { plugin: 'tenure.server', path: ['signIn'] })
}
