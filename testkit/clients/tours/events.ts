// An event of a hub with the types that Modelina makes. It is compiled only; docs/CLIENTS.md shows a part of it.

// #region use
import type { DealStageChangedEvent } from "../generated/events/DealStageChangedEvent";

export function describe({ data, changes }: DealStageChangedEvent): string {
  return `${data.title} went from stage ${changes?.stageId?.from} to ${changes?.stageId?.to}`;
}
// hub.on("DealStageChanged", (event: DealStageChangedEvent) => show(describe(event)));
// #endregion
