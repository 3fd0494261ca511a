-- Change sets: what a request, or a reaction of the program, changed as one. A set has no row of its own: it is the entries
-- that carry its id. Entries from before have none, and a nullable column is added without rewriting a partition.

ALTER TABLE change_log ADD COLUMN change_set uuid;
ALTER TABLE change_log ADD COLUMN actor_name text COLLATE "C";
COMMENT ON COLUMN change_log.change_set IS
    'The id that all entries of one change set share, whatever the number of its transactions. Version 7, so sets sort by the time they began.';
COMMENT ON COLUMN change_log.actor_name IS
    'With the kind system: the automation of a context that made the change. A program that does not know the column reads the system.';
