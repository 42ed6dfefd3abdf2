// Opens a page in a state, as a user would come there.

/** Opens it in a browser context of its own; `place` has the address of the workspace, its ids, and a visitor for each user. */
export async function openState({ browser, place, state, options }) {
  const context = await browser.newContext(options)
  const visitor = place.users[state.user]
  if (visitor !== undefined) {
    const [name, ...value] = visitor.cookie.split('=')
    await context.addCookies([{ name, value: value.join('='), url: place.url }])
  }
  const page = await context.newPage()
  await state.before?.(page)
  const at = state.at.replace(/\{(\w+)\}/g, (_, key) => encodeURIComponent(place.ids[key]))
  const path = state.path === undefined ? '' : place.ids[state.path]
  await page.goto(`${place.url}/${path}${at === '' ? '' : `?${at}`}`)
  await page.waitForSelector(state.ready)
  await state.act?.(page)
  return page
}
