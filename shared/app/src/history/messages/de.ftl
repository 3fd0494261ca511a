# Berechtigungen für den Blick in die Vergangenheit und das Rückgängigmachen.
module-audit = Prüfprotokoll
    .read = Das Prüfprotokoll lesen

module-changesets = Änderungspakete
    .read = Die Änderungspakete anderer sehen
    .revert = Die Änderungspakete anderer rückgängig machen
