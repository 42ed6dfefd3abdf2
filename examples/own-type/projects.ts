// Object types of a plugin: projects of a company and their phases, an action that creates both with their links, and a live list.
import { Company, defineObjectType, defineProperty, rowOf, schemas, Task, windowOf } from '@tenure/core/contract'
import { creates, defineAction, definePlugin, defineProvider, edits, reads } from '@tenure/core/plugin'
import { ascending, is, isRecord, some } from '@tenure/core/query'
import { z } from 'zod'

// ── What others import ──
export const Project = defineObjectType({
  name: 'project',
  label: 'Project',
  members: {
    name: 'string',
    budget: 'money',
    goLiveDate: 'date',
    state: { oneOf: ['planned', 'running', 'done'] },
    company: { linkTo: Company, inverse: 'projects', single: true, label: 'Customer' },
  },
})
export const Phase = defineObjectType({
  name: 'phase',
  label: 'Phase',
  members: {
    name: 'string',
    project: { linkTo: Project, inverse: { name: 'phases', label: 'Phases of the project' }, single: true },
  },
})
export const onboardingNote = defineProperty({ on: Company, name: 'onboardingNote', kind: 'text', label: 'Onboarding note' })

// ── Grants: values and links ──
const Projects = reads(Project.name, Project.goLiveDate, Project.state, Project.company)
const Companies = reads(Company.name, Project.company.inverse, Project.state)
const NewProjects = creates(Project.name, Project.state, Project.company)
const NewPhases = creates(Phase.name, Phase.project)
const NewTasks = creates(Task.title, Task.about)
const CompanyContacts = edits(Company.contacts, onboardingNote)

// ── From both ends ──
const ProjectRow = rowOf(Project.name, Project.goLiveDate)
export const projectsOf = defineProvider({
  id: 'acme.projects/of-company',
  permission: 'workspace.access',
  input: z.strictObject({ company: schemas.recordId }),
  output: windowOf(ProjectRow),
  uses: { projects: Projects },
  watch: ({ input, projects }) =>
    projects.watch({
      select: ProjectRow,
      where: some(Project.company, isRecord(Company, input.company)),
      orderBy: [ascending(Project.goLiveDate)],
    }),
})
const CompanyRow = rowOf(Company.name)
export const busyCompanies = defineProvider({
  id: 'acme.projects/busy-companies',
  permission: 'workspace.access',
  output: windowOf(CompanyRow),
  uses: { companies: Companies },
  watch: ({ companies }) => companies.watch({ select: CompanyRow, where: some(Project.company.inverse, is(Project.state, 'running')) }),
})

// ── One batch ──
export const beginProject = defineAction({
  id: 'acme.projects/begin',
  title: 'Begin a project',
  permission: 'workspace.access',
  input: z.strictObject({ company: schemas.recordId, sponsor: schemas.recordId, name: z.string() }),
  output: z.strictObject({ project: schemas.recordId }),
  uses: { projects: NewProjects, phases: NewPhases, tasks: NewTasks, companies: CompanyContacts },
  run: ({ input: { company, sponsor, name }, projects, phases, tasks, companies }) => {
    const project = projects.create({ name, state: 'running' }, { company })
    for (const phase of ['Kick-off', 'Go-live']) phases.create({ name: phase }, { project })
    tasks.create({ title: `Kick-off of ${name}` }, { about: company })
    companies.edit(company, { onboardingNote: `${name} has begun` })
    companies.link(company, { contacts: { id: sponsor, label: 'sponsor' } })
    return { project }
  },
})

export const projects = definePlugin({
  id: 'acme.projects',
  version: '1.0.0',
  host: '1.0',
  grants: [Projects, Companies, NewProjects, NewPhases, NewTasks, CompanyContacts],
  contributes: [Project, Phase, onboardingNote, projectsOf, busyCompanies, beginProject],
})
