import { getValue } from '@tenure/core/contract'
import { record as recordPlugin } from '@tenure/record'
import { expect, test } from 'vitest'
import { eraseRecordContract } from '../../contract/page/erase-contract.js'
import { mergeRecordsContract } from '../../contract/page/merge-contract.js'
import { testDesk } from '../../jobs/follow/test-desk.js'
import { use } from '../../plugin/plugin.js'
import { allOf } from '../oracle/test-reading.js'
import { profileScoreType } from './profile-record.js'
import { activated, definition, open, root, scoreOf, store } from './test-scored-host.js'

test('[SEC-14] [REC-4] an erased customer leaves no score under any profile, and neither does what was merged into it', async () => {
  const storage = store()
  await using host = await open(storage, { plugins: [testDesk, use(recordPlugin)], edition: 'enterprise' })
  await activated(host)
  const { profile } = await activated(host, { ...definition, name: 'Second' })
  const kept = async () => {
    await host.idle()
    const found = await allOf(storage, profileScoreType, ['name', 'record', 'score'])
    return found.map(({ values }) => `${values['record']} ${values['name'] === profile ? values['score'] : ''}`).sort()
  }
  expect(await kept()).toEqual(['a 40', 'b 60'])
  getValue(await root(host).act(mergeRecordsContract, { type: 'company', id: 'b', other: 'a' }))
  expect(await scoreOf(host, 'b')).toEqual([60, 'neutral'])
  getValue(await root(host).act(eraseRecordContract, { type: 'company', id: 'b', name: 'B' }))
  expect(await kept()).toEqual([])
})
