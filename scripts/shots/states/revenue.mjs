// Services and revenue, as boards and as tables.

const board = 'tab=tenure.revenue/revenue'

/** Services and revenue. */
export const revenueStates = [
  { name: 'services', target: 'revenue', at: 'tab=tenure.services/services', ready: '.bcard, .mid' },
  { name: 'board', target: 'revenue', at: board, ready: '.bcard' },
  { name: 'board-table', target: 'revenue', at: `${board}&layout=table`, ready: '[role=gridcell]' },
  { name: 'board-lifted', target: 'revenue', at: board, ready: '.bcard', on: 'desk', act: lift },
  { name: 'board-menu', target: 'revenue', at: board, ready: '.bcard', act: (page) => page.locator('.bcard button').first().click() },
  { name: 'board-forecast', target: 'dashboards', at: `${board}&layout=forecast`, ready: '.block.chart svg, .block .mid' },
]

async function lift(page) {
  await page.locator('.bcard > a').first().focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
}
