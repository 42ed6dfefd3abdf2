import { expect, test } from 'vitest'
import { type AuditFact, auditKinds, auditSources, isEntry, toEntry } from './audit-entry.js'

test('[SEC-13] an entry says once, by the system itself and of nothing where a fact does not say more', () => {
  expect(toEntry({ kind: 'sign-in', what: 'signed in' }, 7)).toEqual({
    ...{ kind: 'sign-in', what: 'signed in', name: '', source: 'system', times: 1, at: 7 },
  })
})

test('[SEC-13] an entry keeps everything that a fact says, and nothing of what it leaves open', () => {
  const data = { type: 'user', id: 'ben' }
  const fact: AuditFact = {
    kind: 'rights',
    source: 'api',
    ...{ what: 'changed', name: 'Ben', detail: 'Seat', user: 'root', as: 'carl', data },
    ...{ plugin: 'acme.x', workspace: 'main', times: 3 },
  }
  expect(toEntry(fact, 7)).toEqual({ ...fact, at: 7 })
  const open = { kind: 'rights', what: 'changed', user: undefined, detail: undefined } as never
  expect(Object.keys(toEntry(open, 7)).toSorted()).toEqual(['at', 'kind', 'name', 'source', 'times', 'what'])
})

test('[SEC-13] texts of an entry have up to 300 characters; of a longer one the end is cut', () => {
  const [fits, longer] = ['x'.repeat(300), 'x'.repeat(301)]
  const cut = `${'x'.repeat(299)}…`
  expect(toEntry({ kind: 'run', what: fits, name: fits, detail: fits }, 7)).toMatchObject({ what: fits, name: fits, detail: fits })
  expect(toEntry({ kind: 'run', what: longer, name: longer, detail: longer }, 7)).toMatchObject({ what: cut, name: cut, detail: cut })
})

test('[SEC-13] the audit keeps apart what the rule names, and through what somebody acted', () => {
  expect(auditKinds).toEqual([
    ...['sign-in', 'sign-out', 'refusal', 'settings', 'rights', 'export', 'import', 'merge', 'erasure', 'view-as', 'run', 'rule'],
  ])
  expect(auditSources).toEqual(['page', 'api', 'command line', 'plugin', 'import', 'system'])
  expect([isEntry({ type: 'auditEntry', id: 'a' }), isEntry({ type: 'company', id: 'a' })]).toEqual([true, false])
})
