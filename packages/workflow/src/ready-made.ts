import type { GateKind } from './facts.ts'

export type ReadyMadeStage = {
  name: string
  /** 1–8 */
  colour: number
  customerWords: string | null
  dueOffsetDays: number | null
  checklist: string[]
}

export type ReadyMadeWorkflow = { name: string; gate: GateKind; stages: ReadyMadeStage[] }

const stage = (
  name: string,
  colour: number,
  customerWords: string | null,
  dueOffsetDays: number,
  checklist: string[] = [],
): ReadyMadeStage => ({ name, colour, customerWords, dueOffsetDays, checklist })

/** What every shop begins with: enough to work on the first day, and nothing to set. */
export const BEGINNING: ReadyMadeWorkflow = {
  name: 'Usual',
  gate: 'customer',
  stages: [
    { name: 'Making', colour: 2, customerWords: 'In the making', dueOffsetDays: null, checklist: [] },
    { name: 'Finishing', colour: 5, customerWords: 'Finishing touches', dueOffsetDays: null, checklist: [] },
  ],
}

/** Workflows that a shop may take over and change as it likes. */
export const READY_MADE = {
  engraving: {
    name: 'Engraving',
    gate: 'customer',
    stages: [
      stage('Cut', 1, 'Cut and sanded', 3),
      stage('Engrave', 2, 'Engraved', 2, ['Every word against the signed proof', 'Test piece burnt']),
      stage('Finish', 5, 'Oiled and finished', 1, ['No dust in the lines']),
    ],
  },
  print: {
    name: 'Print',
    gate: 'customer',
    stages: [
      stage('Prepare files', 3, null, 3, ['Bleed and colour profile', 'Fonts outlined']),
      stage('Print', 2, 'Printed', 2, ['First sheet against the signed proof']),
      stage('Trim', 6, 'Trimmed and bound', 1),
    ],
  },
  textile: {
    name: 'Textile',
    gate: 'customer',
    stages: [
      stage('Cut fabric', 1, 'Fabric cut', 4, ['Size and colour against the order']),
      stage('Stitch', 4, 'Stitched', 2, ['Every letter against the signed proof']),
      stage('Press', 7, 'Pressed and checked', 1, ['No loose threads']),
    ],
  },
  jewellery: {
    name: 'Jewellery',
    gate: 'customer',
    stages: [
      stage('Form', 1, 'Formed by hand', 5),
      stage('Set and engrave', 8, 'Set and engraved', 3, ['Every word against the signed proof', 'Size measured']),
      stage('Polish', 5, 'Polished', 1, ['Hallmark in place']),
    ],
  },
  digital: {
    name: 'Digital artwork',
    gate: 'customer',
    stages: [
      stage('Draw', 4, 'Being drawn', 2),
      stage('Export', 3, 'Files prepared', 1, ['Sizes and formats that were ordered', 'Opened once on a phone']),
    ],
  },
} satisfies Record<string, ReadyMadeWorkflow>
