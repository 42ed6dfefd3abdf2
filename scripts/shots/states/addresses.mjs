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

export async function search(page) {
  await page.keyboard.press('Control+k')
  await page.locator('.palette input').fill('a')
  await page.waitForSelector('.palette [role=option]')
}
