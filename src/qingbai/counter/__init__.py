"""The office's door (窗口): the queue, the file, the lawful next acts as buttons, the walk-in application. Decides nothing."""
