/** Saves one change after the other, each on the version that the one before left. */
export interface SaveQueue<Values extends object> {
  /** Settles when it is saved, or refused. What is given may follow from what was asked for before. */
  save(values: Values): Promise<void>
  /** What the store has now. What this queue saved comes back so, perhaps after a later save: only a version of somebody else counts. */
  seen(version: string): void
  /** What was asked for and has not come back yet. */
  readonly pending: Partial<Values>
}

/**
 * A queue over the version that is shown. `send` gives the new version, or nothing where it was refused: then what is still to be saved goes on
 * with what is there. `changed` is called whenever `pending` is another.
 */
export function createSaveQueue<Values extends object>(
  shown: string,
  send: (version: string, values: Values) => Promise<string | undefined>,
  changed: () => void,
): SaveQueue<Values> {
  const own = new Set<string>()
  let turn: Promise<void> = Promise.resolve()
  let newest = shown
  let waiting = 0
  let pending: Partial<Values> = {}
  const pend = (values: Partial<Values>): void => {
    pending = values
    changed()
  }
  const one = async (values: Values): Promise<void> => {
    const version = await send(newest, values)
    waiting -= 1
    if (version === undefined) return pend({})
    own.add(version)
    newest = version
  }
  return {
    get pending() {
      return pending
    },
    save(values) {
      waiting += 1
      pend({ ...pending, ...values })
      turn = turn.then(() => one(values))
      return turn
    },
    seen(version) {
      if (!own.has(version)) newest = version
      // The last of what was saved is shown now, or somebody else's is.
      if (waiting === 0 && (version === newest || !own.has(version))) pend({})
    },
  }
}
