"""What a volunteer can do. Each verb is one function, one transaction, one audit event; faces call nothing else."""
