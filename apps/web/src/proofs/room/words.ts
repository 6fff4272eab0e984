import { addWords } from '../../i18n.ts'
import room from './en.json'

// Imported for this: whichever page loads the room, its words come along in the same chunk.
addWords('room', room)
