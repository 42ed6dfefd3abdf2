import { Company, getValue, use } from '@tenure/core'
import { recordContract } from '@tenure/core/page'
import { record, withAdded } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aContact, aRecord, aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { beginProject, busyCompanies, onboardingNote, Project, projects, projectsOf } from './projects.js'

const CompanyWithProjects = withAdded(Company, onboardingNote, Project.company.inverse)
const pilot = aRecord(Project, { id: 'pilot', name: 'Pilot', state: 'done', goLiveDate: '2026-03-01' })
const open = () =>
  createTestHost({
    plugins: [use(projects), use(recordPlugin)],
    seed: {
      users: [aUser({ id: 'anna' })],
      records: [
        record(CompanyWithProjects, 'c1', { name: 'Northwind', onboardingNote: 'Pilot went well' }, { projects: pilot }),
        aContact({ id: 'ada', name: 'Ada Byron' }),
        pilot,
      ],
    },
  })
const previewOf = async (host: TestHost, type: string, id: string) =>
  getValue(await host.as('anna').read(recordContract, { type, id })).links.map(({ label, rows }) => [
    label,
    ...rows.map(({ title }) => title).sort(),
  ])

test('[SDK-7] a project, its phases, its task and the sponsor of the company are written together', async () => {
  await using host = await open()
  const anna = host.as('anna')
  const { project } = getValue(await anna.act(beginProject, { company: 'c1', sponsor: 'ada', name: 'Rollout' }))
  expect(await previewOf(host, 'project', project)).toEqual([
    ['Customer', 'Northwind'],
    ['Phases of the project', 'Go-live', 'Kick-off'],
  ])
  expect(await previewOf(host, 'company', 'c1')).toEqual(
    expect.arrayContaining([
      ['Contacts', 'Ada Byron'],
      ['Tasks', 'Kick-off of Rollout'],
      ['Projects', expect.any(String), expect.any(String)],
    ]),
  )
})
test('[SDK-6] a list follows the link from either end', async () => {
  await using host = await open()
  const anna = host.as('anna')
  expect(getValue(await anna.read(projectsOf, { company: 'c1' })).rows).toEqual([{ id: 'pilot', name: 'Pilot', goLiveDate: '2026-03-01' }])
  expect(getValue(await anna.read(busyCompanies)).total).toBe(0)
  getValue(await anna.act(beginProject, { company: 'c1', sponsor: 'ada', name: 'Rollout' }))
  expect(getValue(await anna.read(busyCompanies)).rows).toEqual([{ id: 'c1', name: 'Northwind' }])
})
test('[BEY-13] the manifest names values and links', () => {
  expect(Object.keys(projects.manifest.grants)).toContain('create project.company, project.name, project.state')
})
