# Nothing exists yet: what the state knows cannot stand in for what the plan leaves out.
