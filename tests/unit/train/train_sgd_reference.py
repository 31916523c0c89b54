#!/usr/bin/python3
"""Values of torch.optim.SGD for tests/unit/train/train_optimizer_test.cpp (Debian's python3-torch 1.13, float64).

The parameters, gradients and rates of train_adamw_reference.py; momentum 0.9, weight decay 0.1 on the matrix, without
and with Nesterov's momentum.
"""
import math

import torch

for nesterov in (False, True):
    matrix = torch.tensor([[0.5, -0.25, 1.0], [0.125, -1.5, 0.75]], dtype=torch.float64, requires_grad=True)
    vector = torch.tensor([1.0, -2.0, 0.25], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([{"params": [matrix], "weight_decay": 0.1}, {"params": [vector], "weight_decay": 0.0}],
                                lr=0.01, momentum=0.9, nesterov=nesterov)
    for t, rate in enumerate((0.01, 0.02, 0.005), start=1):
        g = torch.tensor([0.1 * t * math.sin(i + t) for i in range(9)], dtype=torch.float64)
        matrix.grad, vector.grad = g[:6].view(2, 3), g[6:]
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
    print(nesterov, ", ".join(f"{x:.9f}F" for x in [*matrix.detach().flatten().tolist(), *vector.detach().tolist()]))
