import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runCommandLine } from '../command-line.js'
import { recordingTerminal } from '../fixtures/recording-terminal.js'
import { openHost } from '../open-host.js'

async function tenure(...args: string[]) {
  const terminal = recordingTerminal()
  const code = await runCommandLine(args, terminal)
  return { code, output: terminal.output.join('\n'), said: terminal.said.join('\n') }
}
const properties = [
  { name: 'usage', kind: 'number', label: 'Usage' },
  { name: 'decision', kind: 'enumeration', label: 'Decision', options: ['left', 'stayed'].map((value) => ({ value, label: value })) },
] as const
const question = {
  outcome: { of: 'property', property: 'company.decision', churned: ['left'] },
  when: { form: 'landmarks', days: ['2025-07-01'] },
  name: 'Fitted',
}
/** A workspace in which every third customer left, most of them with little usage before. */
async function workspace(): Promise<{ readonly data: string; readonly file: string }> {
  const data = await mkdtemp(join(tmpdir(), 'tenure-score-'))
  onTestFinished(() => rm(data, { recursive: true, force: true }))
  await tenure('admin', '--name', 'Root', '--data', data)
  await using host = await openHost(data, 'normal')
  const importer = host.importer('x')
  await importer.extend([{ name: 'company', properties }])
  const write = (at: string, valuesOf: (one: number) => Record<string, string | number>) =>
    importer.run(
      Array.from({ length: 150 }, (_, one) => ({ type: 'company', externalId: String(one), values: valuesOf(one), links: [] })),
      { at: Date.parse(at) },
    )
  await write('2025-01-01', (one) => ({
    name: `Company ${one}`,
    createdAt: Date.parse('2025-01-01') + one,
    usage: one % 3 === 0 ? one % 5 : 3 + (one % 7),
  }))
  await write('2025-08-01', (one) => ({ decision: one % 3 === 0 && one % 11 < 8 ? 'left' : 'stayed' }))
  const file = join(data, 'question.json')
  await writeFile(file, JSON.stringify(question))
  return { data, file }
}

test('[HS-11] [HS-12] fit proposes a draft, keeps it where that is asked for, and backtest judges it', async () => {
  const { data, file } = await workspace()
  const fitted = await tenure('score', 'fit', file, '--data', data, '--json', '--save')
  expect([fitted.code, JSON.parse(fitted.output).observations]).toEqual([0, 150])
  expect(fitted.said).toContain('It is saved as the draft Fitted')
  const judged = await tenure('score', 'backtest', file, '--data', data, '--profile', 'Fitted', '--json')
  expect([judged.code, JSON.parse(judged.output)]).toMatchObject([
    0,
    { observations: 150, verdict: expect.stringMatching(/foretells|no-better/) },
  ])
  const read = await tenure('score', 'backtest', file, '--data', data, '--profile', 'Fitted')
  expect(read.output).toMatch(/AUC 0\.\d{3} \[0\.\d{3}, [01]\.\d{3}\], 90 days/)
})

test('[HS-11] a wrong command, an unknown profile and a question that does not fit are named', async () => {
  const { data, file } = await workspace()
  expect(await tenure('score', 'guess', file)).toMatchObject({ code: 2 })
  expect(await tenure('score', 'backtest', file, '--save')).toMatchObject({ code: 2 })
  const unknown = await tenure('score', 'backtest', file, '--data', data, '--profile', 'Nobody')
  expect([unknown.code, unknown.said]).toEqual([1, 'There is no profile Nobody. There are: none.'])
  expect((await tenure('score', 'backtest', file, '--data', data)).said).toContain('No score is active.')
  await writeFile(file, JSON.stringify({ ...question, outcome: { ...question.outcome, property: 'company.nothing' } }))
  const wrong = await tenure('score', 'fit', file, '--data', data)
  expect([wrong.code, wrong.said]).toEqual([1, 'There is no property company.nothing of Company.'])
})
