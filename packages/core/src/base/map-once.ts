/**
 * The same function, which gives the same frozen result for the same frozen object, so values shared by many users stay shared. For
 * functions of only the object, kept outside any call: one for all users. Objects that are not frozen are mapped each time.
 */
export function mapOnce<From extends object, To extends object>(change: (from: From) => To): (from: From) => To {
  const made = new WeakMap<From, To>()
  return (from) => {
    if (!Object.isFrozen(from)) return change(from)
    const to = made.get(from) ?? Object.freeze(change(from))
    made.set(from, to)
    return to
  }
}
