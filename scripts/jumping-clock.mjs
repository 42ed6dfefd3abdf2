// Set-up of every test file. With `TENURE_JUMPING_CLOCK=0.3`, three of ten looks at `performance.now()` find that 25 ms or more have passed, as on a
// machine that is far too busy: what gives others their turn after a while does so everywhere, and what must not depend on that shows it.
const chance = Number(process.env.TENURE_JUMPING_CLOCK ?? 0)

if (chance > 0) {
  const real = performance.now.bind(performance)
  let ahead = 0
  performance.now = () => {
    if (Math.random() < chance) ahead += 25
    return real() + ahead
  }
}
