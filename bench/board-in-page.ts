/** Runs in the page: goes from the customers to the board again and again; from the click to the frame that shows cards. */
export async function clickTabs(rounds: number): Promise<readonly number[]> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const link = (tab: string) => document.querySelector<HTMLElement>(`.bar a[href*="${tab}"]`) as HTMLElement
  const shown = async (what: string) => {
    const began = performance.now()
    while (document.querySelector(what) === null && performance.now() - began < 10_000) await frame()
  }
  const taken: number[] = []
  for (let round = 0; round < rounds; round++) {
    link('tenure.customers').click()
    await shown('.tbody [data-id]')
    await new Promise((resolve) => setTimeout(resolve, 300))
    const began = performance.now()
    link('tenure.revenue').click()
    await shown('.bcard[data-card]')
    await frame()
    taken.push(performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  return taken
}

/** Runs in the page: down its columns as by wheel for two fifths of the time, sideways for one, then cards are dragged from column to column. */
export async function useBoard(useMs: number) {
  const board = document.querySelector('.board') as HTMLElement
  let changes = 0
  new MutationObserver((list) => {
    changes += list.length
  }).observe(board, { subtree: true, childList: true, characterData: true, attributes: true })
  const frames: number[] = []
  const began = performance.now()
  let last = began
  let cards = 0
  const frame = async () => {
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    frames.push(now - last)
    last = now
    cards = Math.max(cards, board.querySelectorAll('.bcard').length)
    return Math.max(0, now - began) / useMs
  }
  const columns = () => [...board.querySelectorAll<HTMLElement>('[data-stage]')]
  const [blank, drops, dropFrames]: [boolean[], number[], number[]] = [[], [], []]
  let part = 0
  while (part < 0.4) {
    const column = columns()[Math.floor(part * 10)] as HTMLElement
    const list = column.querySelector('.cards') as HTMLElement
    blank.push(list.querySelector('.bcard[data-card]') === null || list.querySelector('.bcard.sk') !== null)
    list.scrollTop += 120
    part = await frame()
  }
  while (part < 0.6) {
    board.scrollLeft = (Math.sin((part - 0.4) * 30) + 1) * 0.5 * (board.scrollWidth - board.clientWidth)
    part = await frame()
  }
  board.scrollLeft = 0
  part = await frame()
  const point = (type: string, x: number, y: number) =>
    (document.elementFromPoint(x, y) ?? window).dispatchEvent(
      new PointerEvent(type, { pointerId: 1, pointerType: 'mouse', button: 0, clientX: x, clientY: y, bubbles: true, cancelable: true }),
    )
  while (part < 1) {
    const [from, to] = (drops.length % 2 === 0 ? columns() : columns().reverse().slice(-2)) as [HTMLElement, HTMLElement]
    const { top, bottom } = from.getBoundingClientRect()
    const card = [...from.querySelectorAll<HTMLElement>('.bcard[data-card]:not(.waiting)')].find(
      (each) => each.getBoundingClientRect().top > top + 80 && each.getBoundingClientRect().bottom < bottom,
    ) as HTMLElement
    const id = card.dataset['card'] ?? ''
    const start = card.getBoundingClientRect()
    const end = to.getBoundingClientRect()
    point('pointerdown', start.x + 40, start.y + 40)
    for (let step = 1; step <= 12; step++) {
      point('pointermove', start.x + 40 + ((end.x - start.x) * step) / 12, start.y + 40 + step * 4)
      part = await frame()
    }
    const [dropped, before] = [performance.now(), frames.length]
    point('pointerup', end.x + 40, start.y + 90)
    const isThere = () => to.querySelector(`[data-card="${CSS.escape(id)}"]`) !== null
    while (!isThere() && performance.now() - dropped < 5_000) await frame()
    part = await frame()
    drops.push(performance.now() - dropped)
    performance.measure('tenure-bench', { start: dropped })
    dropFrames.push(frames.length - before)
  }
  frames.sort((a, b) => a - b)
  return {
    blank: blank.filter((is) => is).length / blank.length,
    drops,
    dropFrames,
    cards,
    changes,
    frames: frames.length,
    frameMs: frames[Math.floor(frames.length * 0.99)] ?? 0,
  }
}
