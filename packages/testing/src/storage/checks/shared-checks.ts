import type { Check, CheckInput } from '../check.js'
import { claim, codeOf, follow, same, unlimited } from '../claim.js'
import { article, patch } from '../kit.js'

/** Stores that others write into, and stores whose answers can be lost. */
export const sharedChecks: readonly Check[] = [
  { name: '[ST64] 64 shared.others-write-too', needs: ({ capabilities }) => capabilities.shared === true, run: othersWrite },
  {
    name: '[ST64] 64 shared.nobody-else-writes-where-it-is-not-claimed',
    needs: ({ capabilities }, { beside }) => capabilities.shared !== true && beside !== undefined,
    run: nobodyElseWrites,
  },
  {
    name: '[ST65] 65 remote.a-lost-answer-is-asked-for-again',
    needs: ({ capabilities }) => capabilities.remote === true,
    run: answersAreLost,
  },
]

async function othersWrite({ kit, options: { beside }, reopen }: CheckInput): Promise<void> {
  const { capabilities } = kit.adapter
  claim(capabilities.feed === true, 'A store that others write into has a feed: by it the core notices what they write.')
  claim(beside !== undefined, 'For a store that others write into, the kit needs another adapter on the same store: `beside`.')
  const { cursor = 'head' } = await kit.write([article('s1', { name: 'ours' })])
  const other = await reopen(await beside(kit.adapter), kit)
  const [next] = await Promise.all([follow(kit.adapter, cursor, 1), other.write([patch('s1', { name: 'theirs' })])])
  same(
    next.flatMap(({ changes }) => changes.map(({ ref, version }) => [ref.id, version])),
    [['s1', '2']],
    'The feed has what others write.',
  )
  same((await kit.read('s1'))?.values['name'], 'theirs', 'What others write is read.')
  await kit.check({}, 'What others write is scanned')
  if (capabilities.versions) {
    const late = await kit.attempt([patch('s1', { name: 'late' }, '1')])
    same(late.ok ? 'done' : late.because, 'conflict', 'A version counts what others write.')
  }
  const both = await Promise.all([kit, other].map((each) => each.attempt([article('s2')])))
  same(both.filter(({ ok }) => ok).length, 1, 'Of two that create one record, one wins.')
}

async function nobodyElseWrites({ kit, options: { beside }, reopen }: CheckInput): Promise<void> {
  await kit.write([article('s1', { name: 'ours' })])
  const other = beside && (await reopen(await beside(kit.adapter), kit))
  const result = await other?.attempt([patch('s1', { name: 'theirs' })]).catch(() => undefined)
  claim(result?.ok !== true, 'A store into which another adapter can write claims `shared`: otherwise the core does not look for it.')
  same((await kit.read('s1'))?.values['name'], 'ours', 'What is refused is not written.')
  same(await codeOf(() => kit.write([patch('s1', { name: 'still ours' })])), undefined, 'The first goes on writing.')
}

// The call is given up at different moments; then the same is sent again, as the core does.
async function answersAreLost({ kit }: CheckInput): Promise<void> {
  const { atomic, versions } = kit.adapter.capabilities
  await kit.write([article('r1', { size: 0 })])
  for (let size = 1; size <= 12; size += 1) {
    const expected = versions ? { expect: (await kit.read('r1'))?.version ?? '' } : {}
    const batch = kit.batch([{ ...patch('r1', { size }), ...expected }], atomic === 'batch' ? { key: `lost-${size}` } : {})
    const life = new AbortController()
    const lost = kit.adapter.commit(batch, { signal: life.signal }).catch(() => undefined)
    for (let turn = 1; turn < size; turn += 1) await Promise.resolve()
    life.abort()
    await lost
    const again = await kit.adapter.commit(batch, unlimited)
    // Without keys the version says that the first time was written.
    const isThere = again.ok || (atomic !== 'batch' && versions === true && again.because === 'conflict')
    claim(isThere, 'What may have been written can be sent again.', again)
    const { values, version } = (await kit.read('r1')) ?? {}
    same(values?.['size'], size, 'Then it is there.')
    if (versions || atomic === 'batch') same(version, String(size + 1), 'It is written once.')
    kit.model.apply(batch)
  }
}
