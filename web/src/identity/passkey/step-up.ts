import { askForPasskey, reauthenticateByPasskey } from '@/api/prove'
import { showsPasskey } from './device'

/** Shows once more who one is; for five minutes it stands for the password and the code. */
export async function stepsUp(): Promise<void> {
  await reauthenticateByPasskey(await showsPasskey(await askForPasskey()))
}
