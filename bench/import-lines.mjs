// Writes customers.csv with so many lines, and its mapping, into a folder: node bench/import-lines.mjs FOLDER [LINES]
// Then: time pnpm --silent tenure import FOLDER/mapping.json FOLDER --data FOLDER/store --json
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder = 'import-lines', lines = '500000'] = process.argv.slice(2)
const cities = ['Berlin', 'Hamburg', 'Lyon', 'Oslo', 'Madrid', 'Porto', 'Vienna', 'Graz', 'Turin', 'Leeds']
const industries = ['technology', 'retail', 'finance', 'health', 'energy', 'education']
let state = 7
const random = (below) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}
const one = (list) => list[random(list.length)]
const line = (at) => {
  const parent = at > 0 && at % 20 === 0 ? random(at) : ''
  const day = `202${6 + random(3)}-0${1 + random(9)}-1${random(10)}`
  const texts = [`Customer ${at} Ltd`, `customer${at}.example.com`, one(cities), 'DE', one(industries)]
  return [at, ...texts, random(5000), `${random(1_000_000)}.50`, day, parent].join()
}
const column = (kind, name, more = {}) => ({ kind, column: name, ...more })
const mapping = {
  source: 'big',
  files: [
    {
      file: 'customers.csv',
      objectType: 'company',
      externalId: ['no'],
      properties: {
        ...Object.fromEntries(['name', 'domain', 'city', 'country', 'industry'].map((name) => [name, column('string', name)])),
        employees: column('number', 'employees'),
        arr: column('money', 'arr', { currency: 'EUR' }),
        renewalDate: column('date', 'renewal', { format: 'YYYY-MM-DD' }),
      },
      links: [{ association: 'parent', to: 'company', columns: ['parent'] }],
    },
  ],
}

mkdirSync(folder, { recursive: true })
const header = 'no,name,domain,city,country,industry,employees,arr,renewal,parent'
writeFileSync(join(folder, 'customers.csv'), `${[header, ...Array.from({ length: Number(lines) }, (_, at) => line(at))].join('\n')}\n`)
writeFileSync(join(folder, 'mapping.json'), JSON.stringify(mapping, null, 2))
