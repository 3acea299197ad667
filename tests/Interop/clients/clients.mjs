// Who is tried, and with what.
import { basket } from '../scenarios/basket.mjs';
import { endedBasket } from '../scenarios/endedBasket.mjs';
import { giftWrapAtOnce } from '../scenarios/giftWrapAtOnce.mjs';
import { listening } from '../scenarios/listening.mjs';
import { manyAdds } from '../scenarios/manyAdds.mjs';
import { resource } from '../scenarios/resource.mjs';
import { signedIn } from '../scenarios/signedIn.mjs';
import { twoQuestions } from '../scenarios/twoQuestions.mjs';
import { atOnce } from '../scenarios/tasks/atOnce.mjs';
import { cancelled } from '../scenarios/tasks/cancelled.mjs';
import { endedBasket as taskOnEndedBasket } from '../scenarios/tasks/endedBasket.mjs';
import { finished } from '../scenarios/tasks/finished.mjs';
import { handedOn } from '../scenarios/tasks/handedOn.mjs';
import { immediate } from '../scenarios/tasks/immediate.mjs';
import { unknown } from '../scenarios/tasks/unknown.mjs';
import { client, clientOfOldEra } from './client.mjs';
import { sdk } from './sdk.mjs';
import { tasks, tasksOfOldEra } from './tasks.mjs';

const shopping = [basket, manyAdds, endedBasket, signedIn, resource, giftWrapAtOnce];

export const clients = [
  { ...client, scenarios: [...shopping, listening] },
  { ...clientOfOldEra, scenarios: shopping },
  { ...sdk, scenarios: shopping },
  { ...tasks, scenarios: [finished, cancelled, handedOn, immediate, taskOnEndedBasket, unknown] },
  { ...tasksOfOldEra, scenarios: [immediate, atOnce] },
];

/** Who has sessions with servers that keep them. */
export const clientsWithSessions = [{ ...sdk, scenarios: [twoQuestions] }];
