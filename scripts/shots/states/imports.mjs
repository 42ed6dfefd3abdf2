// Files that come in, and a workspace in which nobody and nothing is yet.

/** Imports. */
export const importStates = [
  { name: 'import-new', target: 'first-start', at: 'tab=tenure.import-pages/import&at=new', ready: '.import-drop' },
  { name: 'first-start', at: 'tab=tenure.import-pages/import&at=new', ready: '.import-drop', act: dropFile },
  { name: 'import-calls', target: 'first-start', at: 'tab=tenure.import-pages/import&at=new', ready: '.import-drop', act: dropCalls },
  { name: 'imports', target: 'import-run', at: 'tab=tenure.import-pages/import', ready: '.import-list button' },
  { name: 'import-run', at: 'tab=tenure.import-pages/import', ready: '.import-list button', act: openImport },
].map((state) => ({ user: 'root', ...state }))

/** A workspace in which nobody and nothing is yet. */
export const beginningStates = [
  { name: 'first-start-door', user: 'nobody', at: '', ready: '.door' },
  { name: 'first-start-empty', user: 'founder', at: '', ready: '.import-drop' },
  { name: 'first-start-run', target: 'first-start', user: 'founder', at: '', ready: '.import-drop', act: dropFile },
  {
    name: 'no-customers',
    target: 'states',
    user: 'founder',
    at: 'tab=tenure.customers/customers&view=tenure.customers/all',
    ready: '.mid',
  },
].map((state) => ({ workspace: 'empty', ...state }))

const csv = `Company name,Domain,ARR,Renewal,CSM email,Notes 2024
Halden Freight,haldenfreight.example,184000 EUR,2026-11-29,ines.carvalho@tenure.example,Call Marit first
Mirelle Foods,mirelle.example,96000 EUR,2026-12-04,ines.carvalho@tenure.example,
Orvane Dental,orvane.example,54.000,2027-02-31,k.holm@old.example,
Brightmoor Schools,brightmoor.example,about 250k,2027-14-13,ada.okafor@tenure.example,Moved in spring
`

function dropFile(page) {
  return drop(page, 'customers-november.csv', csv)
}

const calls = `Call title,Company domain,Contact email,Started at,Duration (minutes),Outcome
Renewal talk,haldenfreight.example,marit.solberg@haldenfreight.example,2026-11-23 14:00,35,Connected
Kick-off,mirelle.example,,2026-11-24 09:30,half an hour,
`

function dropCalls(page) {
  return drop(page, 'calls.csv', calls)
}

async function drop(page, name, text) {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.waitForSelector('.import-counts')
}

async function openImport(page) {
  await page.locator('.import-list button').first().click()
  await page.waitForSelector('.import-counts')
}
