// Addresses of tabs, and what several states do there.

export const portfolio = 'tab=tenure.customers/customers'
export const customers = `${portfolio}&view=tenure.customers/all`
export const admin = (page, at) => `tab=tenure.administration/${page}${at === undefined ? '' : `&at=${at}`}`
export const cell = (page, row) => page.locator('[role=row]', { has: page.locator('[role=gridcell]') }).nth(row)

export async function openSecond(page) {
  await cell(page, 1).locator('.who').first().click()
  await page.waitForSelector('.preview .ident')
}

export async function viewSecond(page) {
  await openSecond(page)
  await page.locator('.preview .top a, .preview a[href*="record="]').first().click()
  await page.waitForSelector('.rp .tl')
}

export async function selectThree(page) {
  const hasBoxes = (await cell(page, 1).locator('.box').count()) > 0
  if (!hasBoxes) await hold(page, cell(page, 3).locator('.who').first())
  for (const row of hasBoxes ? [1, 2, 4] : [1, 2])
    await cell(page, row)
      .locator(hasBoxes ? '.box' : '.who')
      .first()
      .click({ force: true })
  await page.waitForSelector('.bulk-bar')
}

/** Opens the list of people to whom the selected records can be assigned. */
export async function chooseCsm(page) {
  await selectThree(page)
  await page.locator('#assign-selected').click()
  await page.waitForSelector(':popover-open [role=option]')
}

/** Assigns them to the user of the name, which is written from right to left and has an emoji. */
export async function assignToLongName(page) {
  await chooseCsm(page)
  await page.getByRole('option', { name: 'Albuquerque' }).click()
  await page.waitForSelector('.toast.done')
}

export async function search(page) {
  await page.keyboard.press('Control+k')
  await page.locator('.palette input').fill('a')
  await page.waitForSelector('.palette [role=option]')
}

async function hold(page, name) {
  const { x, y, width, height } = await name.boundingBox()
  const touch = { pointerType: 'touch', isPrimary: true, clientX: x + width / 2, clientY: y + height / 2 }
  await name.dispatchEvent('pointerdown', touch)
  await page.waitForSelector('.bulk-bar')
  await name.dispatchEvent('pointerup', touch)
}
