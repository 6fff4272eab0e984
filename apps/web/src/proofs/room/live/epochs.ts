import { readDevice, writeDevice } from './device.ts'

const keyOf = (room: string) => `proofroom.epoch.${room}`

/** Which document of the room this device was let into last; rooms begin with the first. */
export const lastEpoch = (room: string): number => readDevice<number>(keyOf(room)) ?? 1

/** Remembered, so that the right copy is shown before the server was asked. */
export function rememberEpoch(room: string, epoch: number): void {
  if (lastEpoch(room) !== epoch) writeDevice(keyOf(room), epoch)
}
