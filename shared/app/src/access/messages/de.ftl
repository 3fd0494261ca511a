# Berechtigungen über die Organisation selbst.
module-users = Verwaltung
    .read = Mitglieder, Teams, Rollen, Einladungen und Verbrauch sehen
    .write = Mitglieder, Teams, Rollen, Einladungen und Einstellungen verwalten
    .delete = Teams und Rollen löschen, Einladungen zurückziehen, Dienstkonten widerrufen
