/*
 * The customer's page. What the server puts into customer.html, so that the mockup is painted before any script:
 *
 *   <div id="root">
 *     <header class="cu-head"><span class="cu-mark">A</span>
 *       <div><h1 class="cu-title">Your walnut board</h1><p class="cu-sub">Proof 3 from Alder &amp; Ink</p></div></header>
 *     <main class="cu-sheet"><img src="(preview of page 1)" width="…" height="…" alt="…" fetchpriority="high"></main>
 *   </div>
 *   <script type="application/json" id="page">CustomerPageDto | {"problem": ProblemDto}</script>
 *
 * This entry is a few hundred bytes: it lets the picture be painted, then loads the page that takes its place (same
 * address of the picture, already decoded, so nothing flickers).
 */
import '../ui/index.css'
import './styles/frame.css'
import './styles/pages.css'
import './styles/panel.css'
import './styles/approve.css'
import './styles/agreed.css'

async function start(root: HTMLElement): Promise<void> {
  await painted(root.querySelector('img'))
  const { mount } = await import('./mount.tsx')
  await mount(root, document.getElementById('page')?.textContent ?? null)
}

/** After the picture is decoded and on the screen, or at once where there is none (or the page lies in the background). */
async function painted(picture: HTMLImageElement | null): Promise<void> {
  await picture?.decode().catch(() => undefined)
  if (picture && document.visibilityState === 'visible') await twoFrames()
}

const twoFrames = () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))

const root = document.getElementById('root')
if (root) void start(root)
