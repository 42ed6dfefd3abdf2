import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getValue } from '@tenure/core'
import { rowOf, through } from '@tenure/core/contract'
import { SurveyAnswer, surveysContract } from '@tenure/surveys'
import { expect, onTestFinished, test } from 'vitest'
import { runCommandLine } from '../command-line.js'
import { recordingTerminal } from '../fixtures/recording-terminal.js'
import { openHost } from '../open-host.js'

const key = (objectType: string, file: string, properties: object, more: object = {}) => ({
  ...{ file, objectType, externalId: ['id'], properties, ...more },
})
const name = { name: { kind: 'string', column: 'name' } }
const answer = {
  title: { kind: 'string', column: 'survey' },
  measure: { kind: 'enumeration', column: 'measure' },
  score: { kind: 'number', column: 'score' },
  comment: { kind: 'text', column: 'comment' },
  at: { kind: 'datetime', column: 'answered', format: 'YYYY-MM-DD', zone: 'UTC' },
}
const links = ['survey', 'company'].map((to) => ({ association: to, to, columns: [to] }))
const mapping = {
  source: 'polls',
  files: [
    key('survey', 'surveys.csv', { ...name, measure: { ...answer.measure, column: 'measure' } }),
    key('company', 'companies.csv', name),
    key('surveyAnswer', 'answers.csv', answer, { links }),
  ],
}
const files = {
  'surveys.csv': 'id,name,measure\ns1,Spring,nps\n',
  'companies.csv': 'id,name\nc1,Halden Freight\n',
  'answers.csv': [
    'id,survey,measure,score,comment,answered,company',
    'a1,s1,nps,9,"Good, ""quick"" help",2026-05-04,c1',
    'a2,s1,nps,nine,Bad number,2026-05-04,c1',
    'a3,s1,Mood,7,Bad measure,2026-05-04,c1',
    'a4,s1,nps,3,Bad day,2026-02-31,c1',
    'a5,s1,nps,6,,2026-05-09,c1',
    '',
  ].join('\n'),
}

test('[BEY-15] [SDK-11] answers come in from a CSV with survey and customer; a bad line is refused whole, says why, and counts nowhere', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-answers-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const data = join(folder, 'data')
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text)
  await writeFile(join(folder, 'mapping.json'), JSON.stringify(mapping))
  const terminal = recordingTerminal()
  const code = await runCommandLine(['import', join(folder, 'mapping.json'), folder, '--data', data, '--json'], terminal)
  expect(code, terminal.said.join('\n')).toBe(0)
  expect(JSON.parse(terminal.output.join('\n')).objectTypes.surveyAnswer).toMatchObject({ created: 2, rejected: 3 })
  const report = await readFile(join(data, 'rejected-polls.csv'), 'utf8')
  for (const [line, column] of [
    [3, 'score'],
    [4, 'measure'],
    [5, 'answered'],
  ])
    expect(report).toMatch(new RegExp(`^answers\\.csv,${line},${column},surveyAnswer,.+,rejected`, 'm'))

  await using host = await openHost(data, 'normal')
  const admin = host.as(getValue(await host.createFirstAdmin('Ada')).id)
  const select = rowOf(SurveyAnswer.score, SurveyAnswer.comment, SurveyAnswer.at, through(SurveyAnswer.company, 'id'))
  const { rows } = await admin.records.list({ select })
  const company = 'polls:c1'
  expect(rows.map(({ id: _, ...row }) => row).sort((a, b) => (b.score ?? 0) - (a.score ?? 0))).toEqual([
    { score: 9, comment: 'Good, "quick" help', at: Date.parse('2026-05-04'), 'company.id': company },
    { score: 6, comment: null, at: Date.parse('2026-05-09'), 'company.id': company },
  ])
  expect(getValue(await admin.read(surveysContract)).surveys).toMatchObject([{ name: 'Spring', answers: 2, value: 0 }])
})
