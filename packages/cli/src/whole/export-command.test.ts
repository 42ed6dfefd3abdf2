import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  historyContract,
  preferencesContract,
  recordContract,
  savePreferenceContract,
  setFollowContract,
  updateRecordContract,
} from '@tenure/core/page'
import { expect, onTestFinished, test } from 'vitest'
import { runCommandLine } from '../command-line.js'
import { recordingTerminal } from '../fixtures/recording-terminal.js'
import { openHost } from '../open-host.js'
import { administratorId } from '../sample/row/people.js'
import { sampleData } from '../sample/sample-data.js'
import { sampleId } from '../sample/sample-row.js'
import { seedSample } from '../sample/seed.js'

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'tenure-whole-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}
async function run(...args: string[]): Promise<{ readonly code: number; readonly text: string }> {
  const terminal = recordingTerminal()
  const code = await runCommandLine(args, terminal)
  return { code, text: [...terminal.output, ...terminal.said].join('\n') }
}

test('[SDK-11] the sample imports again to the same, byte for byte, and works as before', async () => {
  const [data, out, next, again] = [await folder(), await folder(), join(await folder(), 'next'), await folder()]
  const seen: unknown[] = []
  {
    await using host = await openHost(data, 'normal')
    await seedSample(host, data, '2026-06-30')
    const user = administratorId
    const desk = host.as(user)
    const key = sampleData('2026-06-30').rows.find(({ type }) => type === 'company')?.externalId ?? ''
    const ref = { type: 'company', id: sampleId(key) }
    await desk.act(savePreferenceContract, { name: 'test/kept', value: { columns: ['name'] } })
    await desk.act(setFollowContract, { ...ref, following: true })
    await desk.act(updateRecordContract, { ...ref, values: { city: '=1+1' } })
    // Alerts of its past are still being raised.
    await host.idle()
    seen.push(await look(host, user, ref))
    // The workspace is open, and is exported beside it.
    expect(await run('export', join(out, 'a'), '--data', data)).toMatchObject({ code: 0 })
    expect(await run('restore', join(out, 'a'), '--data', next)).toMatchObject({ code: 0, text: expect.stringContaining('company 448') })
    expect(await run('export', join(again, 'b'), '--data', next)).toMatchObject({ code: 0 })
    expect(await readFile(join(again, 'b', 'workspace.jsonl'), 'utf8')).toBe(await readFile(join(out, 'a', 'workspace.jsonl'), 'utf8'))
    await using restored = await openHost(next, 'normal')
    expect(restored.users()).toEqual(host.users())
    seen.push(await look(restored, user, ref))
  }
  expect(seen[1]).toEqual(seen[0])
})

type AnyHost = Awaited<ReturnType<typeof openHost>>
/** A record with its history, and what its user keeps: as people see them. */
async function look(host: AnyHost, user: string, ref: { readonly type: string; readonly id: string }): Promise<unknown> {
  const desk = host.as(user)
  const record = await desk.read(recordContract, ref)
  if (!record.ok) throw new Error(record.problem.message)
  return [record.value, await desk.read(historyContract, { ...ref, limit: 100 }), await desk.read(preferencesContract, {})]
}

test('[SDK-11] a workspace is not written over, and a broken export leaves nothing behind', async () => {
  const [data, out, next] = [await folder(), await folder(), join(await folder(), 'next')]
  await run('admin', '--name', 'Ada', '--data', data)
  expect((await run('export', out, '--data', join(data, 'nothing'))).text).toContain('There is no workspace in')
  expect(await run('export', out, '--data', data)).toMatchObject({ code: 0 })
  expect(await run('export', out, '--data', data)).toMatchObject({ code: 1, text: expect.stringContaining('is there already') })
  expect(await run('restore', out, '--data', data)).toMatchObject({ code: 1, text: expect.stringContaining('There is a workspace in') })
  const file = join(out, 'workspace.jsonl')
  const text = await readFile(file, 'utf8')
  for (const broken of [text.slice(0, -40), text.replace('Ada', 'Bob'), '', 'PK', '{"tenure":"export","version":9}\n']) {
    await writeFile(file, broken)
    expect(await run('restore', out, '--data', next)).toMatchObject({ code: 1 })
    expect(existsSync(next) ? await readdir(next) : []).toEqual([])
  }
  await writeFile(file, text)
  expect(await run('restore', file, '--data', next)).toMatchObject({ code: 0, text: expect.stringContaining('user 1') })
  expect(await run('restore', join(out, 'missing'), '--data', join(next, 'x'))).toMatchObject({
    code: 1,
    text: expect.stringContaining('There is no export'),
  })
})
