// What people have set up in a workspace before pictures of it are taken, by the same API as the page's.

const all = { view: 'all', edit: 'all', delete: 'none' }
const own = { view: 'own', edit: 'own', delete: 'none' }
const id = (key) => `sample:${key}`
const csmRights = { '*': own, company: { ...all, edit: 'team' }, task: { ...own, unassigned: true } }

/** Who is who in the sample data. */
export const people = { root: id('denise-carver'), csm: id('ines-carvalho'), none: undefined }

/** Somebody at a workspace: signed in, with what the API offers. */
export class Visitor {
  #cookie
  constructor(url, cookie) {
    this.url = url
    this.#cookie = cookie
  }

  static async as(url, user) {
    return new Visitor(url, await enter(url, '/api/sign-in', { user }))
  }

  static async founder(url, code) {
    return new Visitor(url, await enter(url, '/api/first-admin', { code, name: 'Jonas Meyer' }))
  }

  get cookie() {
    return this.#cookie
  }

  async act(action, input) {
    const answer = await fetch(`${this.url}/api/act/${action}`, { method: 'POST', headers: headers(this), body: JSON.stringify({ input }) })
    const outcome = await answer.json()
    if (!outcome.ok) throw new Error(`${action}: ${JSON.stringify(outcome.problem)}`)
    return outcome.value
  }

  async read(provider, input) {
    const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
    const outcome = await (await fetch(`${this.url}/api/read/${provider}${query}`, { headers: headers(this) })).json()
    if (!outcome.ok) throw new Error(`${provider}: ${JSON.stringify(outcome.problem)}`)
    return outcome.value
  }

  speak(language) {
    return this.act('tenure.core/save-preference', { name: 'language', value: language })
  }
}

function headers({ url, cookie }) {
  return { cookie, origin: url, 'x-tenure': '1', 'content-type': 'application/json' }
}

async function enter(url, path, body) {
  const answer = await fetch(url + path, { method: 'POST', headers: headers({ url, cookie: '' }), body: JSON.stringify(body) })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (!answer.ok || cookie === undefined) throw new Error(`${path} was refused: ${await answer.text()}`)
  return cookie
}

/** Users and ids of a workspace that has been furnished. */
export async function visitors(url, ids) {
  const users = {}
  for (const user of ['csm', 'root', 'none']) users[user] = await Visitor.as(url, ids[user])
  return users
}

/** Sets, workspaces, an object type, somebody without rights. Answers with the ids that addresses need. */
export async function furnish(url, names = plain) {
  const root = await Visitor.as(url, people.root)
  const set = await root.act('tenure.core/save-permission-set', {
    name: names.set,
    permissions: ['workspace.access', 'settings.manage'],
    objects: csmRights,
    hidden: ['deal.amount'],
  })
  await root.act('tenure.core/save-permission-set', { name: 'Onboarding', permissions: ['workspace.access'], objects: { '*': own } })
  const person = await root.read('tenure.core/person', { user: people.csm })
  await root.act('tenure.core/save-person', { user: people.csm, version: person.version, values: { permissionSets: [set.id] } })
  const none = await root.act('tenure.core/add-person', {
    name: names.person,
    email: '',
    seat: true,
    timeZone: 'Europe/Lisbon',
    locale: 'en-GB',
  })
  const workspace = await root.act('tenure.core/create-workspace', {
    name: names.workspace,
    description: names.description,
    teams: [id('uk-ireland-france')],
  })
  await root.act('tenure.core/create-workspace', { name: 'Onboarding', description: 'First 90 days of a customer', teams: [] })
  const type = await root.act('tenure.core/save-object-type', siteType)
  const boards = await dashboards(root)
  const question = await askByLink(root)
  return {
    ...people,
    ...boards,
    question,
    none: none.id,
    set: set.id,
    team: id('uk-ireland-france'),
    workspace: workspace.id,
    type: type.name,
  }
}

/** A survey, and the path at which one contact answers it. */
async function askByLink(root) {
  const text = 'How likely are you to recommend us to a colleague?'
  const survey = await root.act('tenure.surveys/create', { name: 'Autumn 2026', kind: 'nps', question: text, language: 'en' })
  const { contacts } = await root.read('tenure.surveys/recipients', { text: 'a' })
  const [contact] = contacts
  const { path } = await root.act('tenure.core/create-public-link', {
    kind: 'tenure.surveys/link',
    name: `Autumn 2026: ${contact.name}`,
    input: { survey: survey.id, contact: contact.id },
  })
  return `api${path}`
}

/** A dashboard for everyone, with reports of each picture. */
async function dashboards(root) {
  const { id: dashboard } = await root.act('tenure.dashboards/save-dashboard', { name: 'Renewal desk' })
  const save = (name, query) => root.act('tenure.dashboards/save-report', { dashboard, name, query: { type: 'company', by: [], ...query } })
  const count = [{ measure: 'count' }]
  const arr = [{ measure: 'sum', property: 'company.arr' }]
  const health = { property: 'company.healthStatus' }
  await save('Customers', { measures: count, picture: 'number' })
  await save('ARR', { measures: arr, picture: 'number' })
  await save('Health', { measures: count, by: [health], picture: 'pie' })
  const { id: report } = await save('Health by owner', { measures: count, by: [health, { property: 'company.csm' }], picture: 'heat-map' })
  await save('Values', { measures: [...count, ...arr], by: [{ property: 'company.industry' }], picture: 'table' })
  for (const library of ['tenure.customers/without-contact', 'tenure.revenue/churned-and-retained'])
    await root.act('tenure.dashboards/place-report', { dashboard, library })
  await root.act('tenure.dashboards/add-dashboards', { ids: [dashboard], audience: 'everyone', confirmed: true })
  return { dashboard, report }
}

const plain = { set: 'Success lead', person: 'Mateus Prado', workspace: 'Strategic', description: 'Accounts above €30,000' }
const siteType = {
  label: 'Site',
  plural: 'Sites',
  properties: [
    { label: 'Name', kind: 'string' },
    { label: 'Opened', kind: 'date' },
    { label: 'Size', kind: 'enumeration', options: [{ label: 'Small' }, { label: 'Large' }] },
  ],
  associations: [{ label: 'Company', to: 'company', single: true, inverse: { label: 'Sites' } }],
  pipelines: [
    {
      label: 'Roll-out',
      stages: [
        { label: 'Planned', outcome: 'open' },
        { label: 'Live', outcome: 'won' },
      ],
    },
  ],
}

const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft für Wärme und Wasser'
/** Names that break what was drawn for short ones. */
export const hard = {
  set: `${long}, Leitung`,
  person: 'María de los Ángeles Fernández-Santisteban y Ruiz de la Concepción',
  workspace: 'مساحة العملاء الاستراتيجيين 🚀',
  description: `${long}. ${long}.`,
}
const companies = [
  long,
  'شركة الخليج للشحن والتجارة الدولية المحدودة',
  '🦄🚀 Einhorn & Söhne 🌍',
  'א. ב. גולדברג ובניו בע״מ',
  '株式会社山田製作所グループホールディングス',
  'A',
  'Ⓤⓝⓘⓒⓞⓓⓔ Ⓛⓣⓓ',
  '‏שלום World mixed עולם 2027',
]

/** Gives customers, teams and people such names. */
export async function rename(url, ids) {
  const csm = await Visitor.as(url, ids.csm)
  const root = await Visitor.as(url, ids.root)
  const { rows } = await csm.read('tenure.customers/list-rows', { view: 'tenure.customers/owned-by-me' })
  for (const [at, name] of companies.entries())
    if (rows[at] !== undefined) await csm.act('tenure.record/update', { type: 'company', id: rows[at].id, values: { name } })
  const teams = await root.read('tenure.core/teams')
  const team = teams.find((one) => one.id === ids.team)
  await root.act('tenure.core/save-team', { team: ids.team, version: team.version, name: `${long}, Nord` })
  const person = await root.read('tenure.core/person', { user: ids.csm })
  await root.act('tenure.core/save-person', {
    user: ids.csm,
    version: person.version,
    values: { name: 'إيناس كارفاليو 🦄 de Albuquerque e Meneses' },
  })
}
